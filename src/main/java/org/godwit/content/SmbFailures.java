package org.godwit.content;

import com.hierynomus.mserref.NtStatus;
import com.hierynomus.mssmb2.SMBApiException;
import com.hierynomus.smbj.common.SMBRuntimeException;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a server's refusal means for content. */
final class SmbFailures {

    private static final Set<NtStatus> MISSING = EnumSet.of(
            NtStatus.STATUS_OBJECT_NAME_NOT_FOUND,
            NtStatus.STATUS_OBJECT_PATH_NOT_FOUND,
            NtStatus.STATUS_NO_SUCH_FILE,
            NtStatus.STATUS_NOT_A_DIRECTORY,
            NtStatus.STATUS_BAD_NETWORK_NAME,
            NtStatus.STATUS_DELETE_PENDING);
    private static final Set<NtStatus> DENIED = EnumSet.of(
            NtStatus.STATUS_ACCESS_DENIED,
            NtStatus.STATUS_LOGON_FAILURE,
            NtStatus.STATUS_ACCOUNT_DISABLED,
            NtStatus.STATUS_PASSWORD_EXPIRED,
            NtStatus.STATUS_LOGON_TYPE_NOT_GRANTED);

    private SmbFailures() {}

    interface Call<T extends @Nullable Object> {
        T run() throws IOException;
    }

    /** Runs a call; what smbj throws becomes an exception that says whether trying again may help. */
    static <T extends @Nullable Object> T explained(String what, Call<T> call) throws IOException {
        try {
            return call.run();
        } catch (SMBApiException e) {
            throw explained(what, e);
        } catch (SMBRuntimeException e) {
            throw e.getCause() instanceof SMBApiException refusal ? explained(what, refusal) : broken(what, e);
        } catch (ContentException e) {
            throw e;
        } catch (IOException e) {
            throw broken(what, e);
        }
    }

    static boolean missing(SMBApiException e) {
        return MISSING.contains(e.getStatus());
    }

    /** Whether the server says that it has no share of that name. */
    static boolean noSuchShare(SMBRuntimeException e) {
        Throwable refusal = e instanceof SMBApiException ? e : e.getCause();
        return refusal instanceof SMBApiException known && known.getStatus() == NtStatus.STATUS_BAD_NETWORK_NAME;
    }

    static boolean held(SMBApiException e) {
        return e.getStatus() == NtStatus.STATUS_SHARING_VIOLATION;
    }

    private static ContentException explained(String what, SMBApiException e) {
        NtStatus status = e.getStatus();
        if (MISSING.contains(status)) {
            return new ContentException(ContentException.Code.CONTENT_FILE_MISSING, what + " is missing.", e);
        }
        if (DENIED.contains(status)) {
            return new ContentException(
                    ContentException.Code.LOCATION_DENIED, what + ": the server denied access (" + status + ").", e);
        }
        if (status == NtStatus.STATUS_DISK_FULL) {
            return new ContentException(
                    ContentException.Code.CONTENT_SPACE_LACKING, "No space is left for " + what + ".", e);
        }
        return new ContentException(
                ContentException.Code.LOCATION_FAILED, what + ": the server answered " + status + ".", e);
    }

    private static ContentException broken(String what, Exception e) {
        return new ContentException(
                ContentException.Code.LOCATION_FAILED, what + " could not be reached: " + e.getMessage() + ".", e);
    }
}

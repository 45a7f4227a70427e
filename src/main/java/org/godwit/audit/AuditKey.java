package org.godwit.audit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.godwit.shared.GodwitException;
import org.godwit.shared.GodwitProperties;
import org.godwit.shared.KeyFile;
import org.springframework.stereotype.Component;

/** The key of the chain, kept in a file and never in the database. */
@Component
class AuditKey {

    private final Path file;
    private final byte[] key;

    /**
     * @throws GodwitException {@code AUDIT_KEY_MISSING} or {@code AUDIT_KEY_WRONG} if the trail was written with a key that
     *     is not here: going on with another one would break the chain
     */
    AuditKey(GodwitProperties server, AuditProperties audit, AuditStore store) {
        file = audit.keyFile() == null ? server.dataDir().resolve("audit.key") : audit.keyFile();
        AuditHead head = store.head();
        if (head.events() > 0 && !Files.exists(file)) {
            throw GodwitException.refused(
                    "AUDIT_KEY_MISSING",
                    "The audit trail in the database was written with a key that is not at " + file + ".",
                    "Put the key file back, from the other node or from your backup; godwit.audit.key-file says where"
                            + " it is.");
        }
        key = KeyFile.readOrCreate(file);
        if (head.events() > 0 && !fits(head, store.lastTwo())) {
            throw GodwitException.refused(
                    "AUDIT_KEY_WRONG",
                    "The audit trail in the database was not written with the key at " + file + ".",
                    "Put the right key file in place, from the other node or from your backup.");
        }
    }

    /** Whether head or last event was made with this key; one of them is enough, for tampering is for verify to tell. */
    private boolean fits(AuditHead head, List<ChainedRow> lastTwo) {
        if (Arrays.equals(head.mac(), hash().head(head.events(), head.lastHash()))) {
            return true;
        }
        if (lastTwo.isEmpty()) {
            return false;
        }
        ChainedRow last = lastTwo.get(0);
        byte[] previous =
                lastTwo.size() == 1 ? ChainHash.GENESIS : lastTwo.get(1).hash();
        return Arrays.equals(last.hash(), hash().event(previous, last.sequence(), last.event()));
    }

    /** Whether the file is still where the key was read from: without it, the next start would refuse. */
    boolean present() {
        return Files.isReadable(file);
    }

    ChainHash hash() {
        return new ChainHash(key);
    }
}

package org.godwit.credential;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Keys printed by a command, e.g. the client of a secret manager. */
final class CommandKeys implements VaultKeys {

    private static final int TIMEOUT_SECONDS = 20;

    private final List<String> command;
    private @Nullable KeyRing ring;

    CommandKeys(List<String> command) {
        this.command = List.copyOf(command);
    }

    @Override
    public synchronized KeyRing ring() {
        return ring != null ? ring : reload();
    }

    @Override
    public synchronized KeyRing reload() {
        try {
            KeyRing read = KeyRing.parse(run());
            ring = read;
            return read;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("was interrupted");
        } catch (TimeoutException e) {
            throw failed("did not end within " + TIMEOUT_SECONDS + " s");
        } catch (IOException | ExecutionException | IllegalArgumentException e) {
            throw failed("failed or did not print lines of the form 'id base64'");
        }
    }

    private List<String> run() throws IOException, InterruptedException, ExecutionException, TimeoutException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            process.getOutputStream().close();
            CompletableFuture<byte[]> output = CompletableFuture.supplyAsync(() -> readAll(process));
            byte[] printed = output.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                throw new TimeoutException();
            }
            if (process.exitValue() != 0) {
                throw new IOException("exit status " + process.exitValue());
            }
            return new String(printed, StandardCharsets.UTF_8).lines().toList();
        } finally {
            process.destroyForcibly();
        }
    }

    private static byte[] readAll(Process process) {
        try {
            return process.getInputStream().readNBytes(65_536);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static org.godwit.shared.GodwitException failed(String how) {
        return VaultKeys.unreadable(
                "the command of godwit.vault.command " + how, "Run it as the server's user and look.");
    }
}

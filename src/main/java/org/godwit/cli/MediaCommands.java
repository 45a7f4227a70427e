package org.godwit.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.godwit.shared.KeyFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code godwit content media}: packages on sealed media, for carrying. */
@Command(
        name = "media",
        description = "Packages on sealed media for carrying: export, import.",
        subcommands = {MediaCommands.Export.class, MediaCommands.Import.class},
        footer = {
            "",
            "Examples:",
            "  godwit content media export /media/usb1 --source 1 --packages CAS00001 --key-file usb1.key --wait",
            "  godwit content media import /media/usb1 --point 2 --key-file usb1.key --wait"
        })
final class MediaCommands {

    private static final String PATH = "/package-media";
    private static final String[] SUMMARY = {
        "id", "direction", "folder", "status", "files", "bytes", "expiresAt", "failureCode", "failureMessage"
    };

    @Command(name = "export", description = "Export packages to an empty folder, as the server sees it.")
    static final class Export extends ApiCommand {
        @Parameters(paramLabel = "FOLDER", description = "Empty or new folder under a content root of the server.")
        private String folder = "";

        @Option(names = "--source", paramLabel = "ID", description = "Source hierarchy to read from.")
        private @Nullable Long source;

        @Option(names = "--point", paramLabel = "ID", description = "Or: destination distribution point to read from.")
        private @Nullable Long point;

        @Option(names = "--packages", split = ",", description = "PackageIDs; all if none is given.")
        private @Nullable List<String> packages;

        @Option(names = "--valid-for", paramLabel = "DURATION", description = "How long the key is accepted, e.g. P3D.")
        private @Nullable String validFor;

        @Option(
                names = "--key-file",
                paramLabel = "FILE",
                description = "New file for the key, readable by you only; without it, the key is printed once.")
        private @Nullable Path keyFile;

        @Option(names = "--wait", description = "Follow it to its end.")
        private boolean wait;

        @Override
        int run(ApiClient api, Output output) throws Exception {
            Path kept = keyFile;
            if (kept != null) {
                KeyFile.createOwnerOnly(kept); // before the key is made: it is answered once
            }
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("folder", folder);
            put(body, "packageIds", packages);
            put(body, "sourceHierarchyId", source);
            put(body, "distributionPointId", point);
            put(body, "validFor", validFor);
            JsonNode started = api.post(PATH + "/exports", body);
            String key = started.path("key").asString("");
            if (kept == null) {
                err().println("Key, shown once: " + key);
            } else {
                Files.writeString(kept, key + "\n", StandardCharsets.US_ASCII, StandardOpenOption.WRITE);
                err().println("The key is in " + kept + "; carry it apart from the media.");
            }
            return shown(this, api, output, started.path("media"), wait);
        }

        private static void put(Map<String, Object> body, String name, @Nullable Object value) {
            if (value != null) {
                body.put(name, value);
            }
        }
    }

    @Command(name = "import", description = "Import all packages of media to a destination distribution point.")
    static final class Import extends ApiCommand {
        @Parameters(paramLabel = "FOLDER", description = "Folder that holds the media, as the server sees it.")
        private String folder = "";

        @Option(names = "--point", required = true, paramLabel = "ID", description = "Destination distribution point.")
        private long point;

        @Option(names = "--key-file", required = true, paramLabel = "FILE", description = "File that holds the key.")
        private Path keyFile = Path.of("");

        @Option(names = "--wait", description = "Follow it to its end.")
        private boolean wait;

        @Override
        int run(ApiClient api, Output output) throws Exception {
            Map<String, Object> body = Map.of("folder", folder, "key", key(), "distributionPointId", point);
            return shown(this, api, output, api.post(PATH + "/imports", body), wait);
        }

        private String key() {
            try {
                return Files.readString(keyFile, StandardCharsets.US_ASCII).strip();
            } catch (IOException e) {
                throw new CliFailure(
                        ExitCode.USAGE,
                        "KEY_FILE_UNREADABLE",
                        "The key file cannot be read.",
                        "Check " + keyFile + ".");
            }
        }
    }

    private static int shown(ApiCommand command, ApiClient api, Output output, JsonNode media, boolean wait)
            throws InterruptedException {
        JsonNode now = wait
                ? new Follow(command.err(), command.connection.printsTables())
                        .media(api, media.path("id").asLong())
                : media;
        output.one(now, SUMMARY);
        return now.path("status").asString("").equals("FAILED") ? ExitCode.UNSUCCESSFUL : ExitCode.OK;
    }
}

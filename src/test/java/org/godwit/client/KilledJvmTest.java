package org.godwit.client;

import java.nio.file.Path;

class KilledJvmTest extends KilledJvmContract {

    @Override
    String database(Path directory) {
        return "jdbc:h2:file:" + directory.toAbsolutePath() + ClientLab.EMBEDDED;
    }
}

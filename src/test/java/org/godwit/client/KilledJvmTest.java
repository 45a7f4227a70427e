package org.godwit.client;

import java.nio.file.Path;
import org.godwit.testing.H2Databases;

class KilledJvmTest extends KilledJvmContract {

    @Override
    String database(Path directory) {
        return H2Databases.inFile(directory);
    }
}

package org.godwit.client;

import org.junit.jupiter.api.AfterAll;

class ClientMigrationOnH2Test extends ClientMigrationContract {

    private static final ClientLab LAB = ClientLab.embedded();

    ClientMigrationOnH2Test() {
        super(LAB);
    }

    @AfterAll
    static void close() {
        LAB.close();
    }
}

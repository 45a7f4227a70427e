package org.godwit.client;

import java.util.UUID;

class ClientMigrationOnH2Test extends ClientMigrationContract {

    @Override
    ClientLab newLab() {
        return new ClientLab("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1" + ClientLab.EMBEDDED);
    }
}

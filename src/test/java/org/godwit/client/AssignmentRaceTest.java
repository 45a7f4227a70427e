package org.godwit.client;

class AssignmentRaceTest extends AssignmentRaceContract {

    @Override
    String database() {
        return ClientLab.embeddedUrl();
    }
}

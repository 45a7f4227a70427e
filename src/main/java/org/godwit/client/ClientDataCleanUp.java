package org.godwit.client;

import java.util.List;
import org.godwit.hierarchy.MigrationData;
import org.godwit.site.DataClass;
import org.springframework.stereotype.Component;

/** Removes what was gathered of a source. Client records, and the guard with its blocks, stay. */
@Component
class ClientDataCleanUp implements MigrationData {

    private final GatheredStore gathered;
    private final LeftOutStore leftOut;
    private final DecisionStore decisions;
    private final RecordStore records;
    private final BeforeStore before;
    private final MissingRecords missing;

    ClientDataCleanUp(
            GatheredStore gathered,
            LeftOutStore leftOut,
            DecisionStore decisions,
            RecordStore records,
            BeforeStore before,
            MissingRecords missing) {
        this.gathered = gathered;
        this.leftOut = leftOut;
        this.decisions = decisions;
        this.records = records;
        this.before = before;
        this.missing = missing;
    }

    @Override
    public String what() {
        return "gathered clients";
    }

    /** Of a client record, what the class holds is emptied; the record is then one that differs from its source. */
    @Override
    public long purge(long hierarchyId, DataClass dataClass) {
        return switch (dataClass) {
            case DEVICE_IDENTITY -> cleanUp(hierarchyId);
            case NETWORK_ADDRESSES ->
                empty(hierarchyId, dataClass, ClientField.MAC_ADDRESSES, ClientField.IP_ADDRESSES);
            case SOFTWARE -> empty(hierarchyId, dataClass, ClientField.CLIENT_VERSION, ClientField.OPERATING_SYSTEM);
            case PEOPLE ->
                empty(hierarchyId, dataClass, ClientField.USER_NAME, ClientField.USER_DOMAIN, ClientField.LAST_LOGON);
            default -> 0;
        };
    }

    private long empty(long hierarchyId, DataClass dataClass, ClientField... fields) {
        before.forget(hierarchyId);
        return records.empty(hierarchyId, dataClass, fields);
    }

    @Override
    public List<String> warnings(long hierarchyId) {
        return missing.sentence(hierarchyId).stream().toList();
    }

    @Override
    public long cleanUp(long hierarchyId) {
        gathered.forgetComparison(hierarchyId);
        long removed = gathered.removeAfter(hierarchyId, Long.MIN_VALUE);
        leftOut.forget(hierarchyId);
        decisions.forget(hierarchyId);
        missing.forget(hierarchyId);
        return removed;
    }
}

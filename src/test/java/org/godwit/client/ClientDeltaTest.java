package org.godwit.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.godwit.client.ClientMigration.Gathered;
import org.godwit.shared.RunControl;
import org.godwit.site.ClientRead;
import org.godwit.site.DataClass;
import org.godwit.site.SourceClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Gathering by change marks comes to what comparing every row does, and reads only the rows that changed. */
class ClientDeltaTest {

    private static final long DELTA = ClientLab.HIERARCHY;
    private static final int ROWS = 150;
    private static final int SMS_IDS = 110;

    private final ClientLab lab = ClientLab.embedded();
    private final Random random = new Random(20261121);
    private final MarkedSource source = new MarkedSource();
    private long nextMark = 1;

    @AfterEach
    void close() {
        lab.close();
    }

    /** A source with change marks that counts the rows it gives. */
    private static final class MarkedSource extends FakeSource {

        private long given;
        private boolean marks = true;

        @Override
        public void clients(ClientRead read, ClientSink sink) {
            super.clients(read, client -> {
                given++;
                return sink.accept(client);
            });
        }

        @Override
        public boolean clientMarks(Set<DataClass> classes, MarkSink sink) {
            if (marks) {
                all().forEach(c -> {
                    if (c.mark() != null) {
                        sink.accept(c.resourceId(), c.mark());
                    }
                });
            }
            return marks;
        }
    }

    private Gathered gather(long hierarchyId) {
        lab.source(hierarchyId, source);
        source.given = 0;
        return lab.migration.gather(hierarchyId, source, RunControl.none());
    }

    private SourceClient any(long resourceId) {
        return SourceClients.client(resourceId)
                .mark(nextMark++)
                .smsId(random.nextInt(12) == 0 ? null : SourceClients.smsId(random.nextInt(SMS_IDS)))
                .blocked(random.nextInt(9) == 0)
                .obsolete(random.nextInt(6) == 0)
                .client(random.nextInt(10) != 0)
                .lastActive(random.nextInt(8) == 0 ? null : SourceClients.LONG_AGO.plusSeconds(random.nextInt(50)))
                .hardwareId("2:" + random.nextInt(40))
                .build();
    }

    private List<Map<String, Object>> rows(long hierarchyId) {
        return lab.jdbc
                .sql("SELECT resource_id, sms_id, name, site_code, RAWTOHEX(digest) AS digest, mark,"
                        + " last_active, own_block, blocked, fate"
                        + " FROM gathered_client WHERE hierarchy_id = ? ORDER BY resource_id")
                .param(hierarchyId)
                .query()
                .listOfRows();
    }

    private List<String> guard(long hierarchyId, boolean ofSeenOnly) {
        return lab.jdbc
                .sql("SELECT DISTINCT sms_id + ' ' + kind + ' ' + guarded_value FROM block_guard g"
                        + " WHERE hierarchy_id = ? AND (? = 0 OR EXISTS (SELECT 1 FROM gathered_client c"
                        + " WHERE c.hierarchy_id = g.hierarchy_id AND c.sms_id = g.sms_id))")
                .params(hierarchyId, ofSeenOnly ? 1 : 0)
                .query(String.class)
                .list();
    }

    private List<Map<String, Object>> leftOut(long hierarchyId, String from) {
        return lab.jdbc
                .sql("SELECT resource_id, sms_id FROM " + from + " hierarchy_id = ? ORDER BY resource_id")
                .param(hierarchyId)
                .query()
                .listOfRows();
    }

    private List<String> guardedSmsIds(long hierarchyId) {
        return lab.jdbc
                .sql("SELECT DISTINCT sms_id FROM block_guard g WHERE hierarchy_id = ? AND EXISTS"
                        + " (SELECT 1 FROM gathered_client c WHERE c.hierarchy_id = g.hierarchy_id"
                        + " AND c.sms_id = g.sms_id) ORDER BY sms_id")
                .param(hierarchyId)
                .query(String.class)
                .list();
    }

    /** Asks to stop after so many questions, and writes down the progress it is told of. */
    private static final class Stopping implements RunControl {

        private final List<String> told = new ArrayList<>();
        private int left;

        Stopping(int left) {
            this.left = left;
        }

        @Override
        public boolean stopRequested() {
            return left-- <= 0;
        }

        @Override
        public void progress(String phase, long done, long total, long bytesDone, long bytesTotal) {
            told.add(phase + " " + done + "/" + total);
        }
    }

    @Test
    void tellsHowFarItIsAndWritesNothingOnceItIsAskedToStop() {
        for (long id = 1; id <= ROWS; id++) {
            source.put(any(id));
        }
        gather(DELTA);
        List<Map<String, Object>> before = rows(DELTA);
        for (long id = 1; id <= 5; id++) {
            source.put(any(id));
        }
        source.given = 0;
        Stopping control = new Stopping(2);

        Gathered stopped = lab.migration.gather(DELTA, source, control);

        assertThat(stopped.clients()).isZero();
        assertThat(source.given).isEqualTo(3);
        assertThat(control.told).containsExactly("CLIENTS 1/5", "CLIENTS 2/5", "CLIENTS 3/5");
        assertThat(rows(DELTA)).isEqualTo(before);
        Stopping patient = new Stopping(1_000);
        lab.migration.gather(DELTA, source, patient);
        assertThat(patient.told).last().isEqualTo("CLIENTS 5/5");
        assertThat(rows(DELTA)).isNotEqualTo(before);
    }

    @Test
    void endsTheSameDecisionsAsComparingEverythingDoes() {
        long compared = DELTA + 1;
        for (long id = 1; id <= ROWS; id++) {
            source.put(any(id));
        }
        gather(DELTA);
        gather(compared);
        long next = ROWS + 1;
        for (int round = 0; round < 25; round++) {
            List<Long> ids = new ArrayList<>(
                    source.all().stream().map(SourceClient::resourceId).toList());
            for (int i = 0; i < 6; i++) {
                source.put(any(ids.get(random.nextInt(ids.size()))));
            }
            source.remove(ids.get(random.nextInt(ids.size())));
            source.put(any(next++));
            gather(DELTA);
            source.marks = false;
            gather(compared);
            source.marks = true;
            assertThat(decisions(DELTA)).as("round " + round).isEqualTo(decisions(compared));
        }
        assertThat(decisions(DELTA)).hasSizeGreaterThan(50);
    }

    private List<Map<String, Object>> decisions(long hierarchyId) {
        return lab.jdbc
                .sql("SELECT resource_id, sms_id, fate, blocked, ended_by, COUNT(*) AS times FROM client_decision"
                        + " WHERE hierarchy_id = ? GROUP BY resource_id, sms_id, fate, blocked, ended_by"
                        + " ORDER BY resource_id, sms_id, fate, blocked, ended_by")
                .param(hierarchyId)
                .query()
                .listOfRows();
    }

    @Test
    void comesToWhatComparingEverythingDoes() {
        for (long id = 1; id <= ROWS; id++) {
            source.put(any(id));
        }
        gather(DELTA);
        long next = ROWS + 1;
        for (int round = 0; round < 40; round++) {
            List<Long> ids = new ArrayList<>(
                    source.all().stream().map(SourceClient::resourceId).toList());
            for (int i = 0; i < 6; i++) {
                source.put(any(ids.get(random.nextInt(ids.size()))));
            }
            for (int i = 0; i < 2; i++) {
                source.remove(ids.get(random.nextInt(ids.size())));
                source.put(any(next++));
            }
            Gathered delta = gather(DELTA);
            assertThat(source.given).as("rows read in round " + round).isBetween(1L, 12L);
            long fresh = 1000 + round;

            Gathered full = gather(fresh);

            assertThat(rows(DELTA)).as("round " + round).isEqualTo(rows(fresh));
            assertThat(delta.clients()).isEqualTo(full.clients());
            assertThat(delta.blocked()).isEqualTo(full.blocked());
            assertThat(delta.leftOut()).isEqualTo(full.leftOut());
            assertThat(guardedSmsIds(DELTA)).isEqualTo(guardedSmsIds(fresh));
            assertThat(guard(DELTA, true)).containsAll(guard(fresh, false));
            assertThat(leftOut(DELTA, "gathered_left_out WHERE"))
                    .as("round " + round)
                    .isEqualTo(leftOut(DELTA, "gathered_client WHERE fate <> 'MIGRATE' AND sms_id IS NOT NULL AND"))
                    .isEqualTo(leftOut(fresh, "gathered_left_out WHERE"));
        }
    }

    @Test
    void readsNoRowAndWritesNoneWhereNothingChanged() {
        for (long id = 1; id <= ROWS; id++) {
            source.put(any(id));
        }
        Gathered first = gather(DELTA);
        List<Map<String, Object>> before = rows(DELTA);

        Gathered again = gather(DELTA);

        assertThat(source.given).isZero();
        assertThat(List.of(again.added(), again.modified(), again.removed())).containsOnly(0L);
        assertThat(again.clients()).isEqualTo(first.clients());
        assertThat(again.blocked()).isEqualTo(first.blocked());
        assertThat(again.leftOut()).isEqualTo(first.leftOut());
        assertThat(rows(DELTA)).isEqualTo(before);
    }

    @Test
    void seesAResourceThatNoViewWithMarksKnowsYet() {
        source.put(SourceClients.client(1).mark(7L).build());
        gather(DELTA);
        source.put(SourceClients.client(2).mark(null).build());

        assertThat(gather(DELTA).added()).isEqualTo(1);
        assertThat(gather(DELTA).added()).as("it is known now").isZero();
        source.remove(2);
        assertThat(gather(DELTA).removed()).isEqualTo(1);
    }

    @Test
    void comparesEverythingWhereThereAreNoMarksOtherClassesOrTooMuchChanged() {
        for (long id = 1; id <= ROWS; id++) {
            source.put(any(id));
        }
        gather(DELTA);
        source.marks = false;
        gather(DELTA);
        assertThat(source.given).isEqualTo(ROWS);
        source.marks = true;
        lab.classes = Set.of(DataClass.DEVICE_IDENTITY);
        gather(DELTA);
        assertThat(source.given).as("other data classes").isEqualTo(ROWS);
        for (long id = 1; id <= ROWS / 2; id++) {
            source.put(any(id));
        }
        gather(DELTA);
        assertThat(source.given).as("half of them changed").isEqualTo(ROWS);
    }
}

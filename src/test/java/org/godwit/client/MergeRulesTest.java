package org.godwit.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.godwit.client.SourceClients.LONG_AGO;
import static org.godwit.client.SourceClients.client;
import static org.godwit.client.SourceClients.smsId;

import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.godwit.client.GatheredStore.Settled;
import org.godwit.client.SourceClients.Builder;
import org.godwit.client.SourceSurvey.Verdict;
import org.junit.jupiter.api.Test;

/** The merge rules of client records, each by itself. */
class MergeRulesTest {

    @Test
    void aRowIsLeftOutByItsOwnFlags() {
        assertThat(fate(client(1))).isEqualTo(Fate.MIGRATE);
        assertThat(fate(client(1).obsolete(null).decommissioned(null).unknown(null)))
                .isEqualTo(Fate.MIGRATE);
        assertThat(fate(client(1).obsolete(true))).isEqualTo(Fate.OBSOLETE);
        assertThat(fate(client(1).decommissioned(true))).isEqualTo(Fate.DECOMMISSIONED);
        assertThat(fate(client(1).unknown(true).client(false))).isEqualTo(Fate.UNKNOWN);
        assertThat(fate(client(1).client(null))).isEqualTo(Fate.NOT_A_CLIENT);
        assertThat(fate(client(1).client(false))).isEqualTo(Fate.NOT_A_CLIENT);
        assertThat(fate(client(1).smsId(null))).isEqualTo(Fate.NO_SMSID);
        assertThat(fate(client(1).smsId(" "))).isEqualTo(Fate.NO_SMSID);
    }

    @Test
    void ofTwoRowsTheMoreRecentlyActiveWinsWhateverTheirOrder() {
        assertThat(winner(client(1).lastActive(LONG_AGO), client(2).lastActive(LONG_AGO.plusMillis(1))))
                .isEqualTo(2);
        assertThat(winner(
                        client(1).lastActive(LONG_AGO.plusMillis(1)), client(2).lastActive(LONG_AGO)))
                .isEqualTo(1);
    }

    @Test
    void noTimeLosesAgainstAny() {
        assertThat(winner(client(1).lastActive(LONG_AGO), client(2).lastActive(null)))
                .isEqualTo(1);
        assertThat(winner(client(1).lastActive(null), client(2).lastActive(LONG_AGO)))
                .isEqualTo(2);
    }

    @Test
    void equallyActiveRowsAreDecidedByTheLaterResource() {
        assertThat(winner(client(1).lastActive(null), client(2).lastActive(null)))
                .isEqualTo(2);
        assertThat(winner(client(1).lastActive(LONG_AGO), client(2).lastActive(LONG_AGO)))
                .isEqualTo(2);
    }

    @Test
    void aLeftOutRowDoesNotCompeteAndStillBlocks() {
        SourceSurvey survey = new SourceSurvey();
        add(survey, client(1).lastActive(LONG_AGO));
        add(survey, client(2).smsId(smsId(1)).obsolete(true).blocked(true).lastActive(LONG_AGO.plusSeconds(9)));

        Verdict verdict = survey.settle();

        assertThat(verdict.byFate()).containsEntry(Fate.MIGRATE, 1L).containsEntry(Fate.OBSOLETE, 1L);
        assertThat(survey.blocked(smsId(1))).isTrue();
        assertThat(verdict.changes()).contains(new Settled(1, Fate.MIGRATE, true));
    }

    @Test
    void aReimagedMachineIsAnotherClientOfTheSameHardware() {
        SourceSurvey survey = new SourceSurvey();
        add(survey, client(1).obsolete(true).hardwareId("2:AA"));
        add(survey, client(2).hardwareId("2:AA"));

        assertThat(survey.settle().byFate()).containsEntry(Fate.MIGRATE, 1L).containsEntry(Fate.OBSOLETE, 1L);
    }

    @Test
    void smsIdsAreComparedWithoutCaseAndOuterBlanks() {
        assertThat(Fate.smsId(client(1).smsId("\t guid:ab ").build())).isEqualTo("GUID:AB");
        SourceSurvey survey = new SourceSurvey();
        add(survey, client(1));
        add(survey, client(2).smsId(" " + smsId(1).toLowerCase(Locale.ROOT)));
        assertThat(survey.settle().byFate()).containsEntry(Fate.DUPLICATE, 1L);
    }

    @Test
    void theTableOfSmsIdsTellsAllApart() {
        SmsIdTable table = new SmsIdTable();
        Map<String, Integer> expected = new HashMap<>();
        for (int n = 0; n < 20_000; n++) {
            String id = n % 3 == 0 ? smsId(n) : n % 3 == 1 ? "GUID:" + n : "x".repeat(41 - (n % 5)) + n;
            expected.putIfAbsent(id, expected.size());
            assertThat(table.add(id)).isEqualTo(expected.get(id));
        }
        expected.forEach((id, number) -> assertThat(table.find(id)).isEqualTo(number));
        assertThat(table.size()).isEqualTo(expected.size());
        assertThat(table.find(smsId(-5))).isEqualTo(-1);
        assertThat(table.find("GUID:ZZZZZZZZ-0000-0000-0000-000000000000")).isEqualTo(-1);
    }

    @Test
    void equalValuesGiveEqualDigestsAndAnyDifferenceAnother() {
        Digest digest = ClientData.of(client(1).build()).digest();
        String hardwareId = String.valueOf(client(1).build().hardwareId());
        assertThat(ClientData.of(client(1)
                                .hardwareId(" " + hardwareId.toLowerCase(Locale.ROOT))
                                .build())
                        .digest())
                .isEqualTo(digest);
        assertThat(ClientData.of(client(1).blocked(true).build()).digest())
                .as("the block belongs to the SMSID")
                .isEqualTo(digest);
        assertThat(List.of(
                                client(1).name("WS-7918"),
                                client(1).name(null),
                                client(1).lastActive(null),
                                client(1).hardwareId("2:"),
                                client(1).user("jo"))
                        .stream()
                        .map(b -> ClientData.of(b.build()).digest()))
                .doesNotContain(digest)
                .doesNotHaveDuplicates();
    }

    @Test
    void timesAreKeptToTheMillisecondInUtc() {
        ClientData data = ClientData.of(
                client(1).lastActive(LONG_AGO.plusNanos(123_456_789)).build());

        assertThat(data.value(ClientField.LAST_ACTIVE_TIME)).isEqualTo(LocalDateTime.parse("2026-01-05T08:00:00.123"));
    }

    private static Fate fate(Builder row) {
        return Fate.byItself(row.build());
    }

    private static long winner(Builder one, Builder two) {
        SourceSurvey survey = new SourceSurvey();
        add(survey, one.smsId(smsId(1)));
        add(survey, two.smsId(smsId(1)));
        List<Settled> losers = survey.settle().changes();
        assertThat(losers).hasSize(1).first().extracting(Settled::fate).isEqualTo(Fate.DUPLICATE);
        return losers.get(0).resourceId() == 1 ? 2 : 1;
    }

    private static void add(SourceSurvey survey, Builder row) {
        survey.add(SourceRow.of(row.build()), null, false);
    }
}

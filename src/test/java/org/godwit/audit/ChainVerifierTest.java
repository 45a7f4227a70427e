package org.godwit.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.StringReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.godwit.audit.AuditVerification.BrokenLink;
import org.godwit.audit.AuditVerification.Kind;
import org.godwit.shared.CanonicalJson;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChainVerifierTest {

    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes();
    private static final int EVENTS = 20;

    private final ChainHash hash = new ChainHash(KEY);
    private final List<ChainedRow> chain = chain(EVENTS, "original");
    private final List<Checkpoint> checkpoints = new ArrayList<>();

    @Test
    void anUntouchedChainIsIntact() {
        note(chain, 7);
        note(chain, EVENTS);
        AuditVerification found = verify(chain, EVENTS);
        assertThat(found.firstBroken()).isNull();
        assertThat(found.events()).isEqualTo(EVENTS);
        assertThat(found.checkpoints()).isEqualTo(2);
        checkpoints.clear();
        assertThat(verify(List.of(), 0).firstBroken()).isNull();
    }

    @Test
    void aChangedEventIsNamed() {
        chain.set(8, row(9, event("changed"), chain.get(8).hash()));
        expect(9, Kind.CHANGED);
    }

    @Test
    void aChangedEventWithAnotherHashIsNamed() {
        chain.set(
                8,
                row(
                        9,
                        event("changed"),
                        new ChainHash(new byte[32]).event(chain.get(7).hash(), 9, event("x"))));
        expect(9, Kind.CHANGED);
    }

    @Test
    void aRemovedEventIsNamed() {
        chain.remove(8);
        expect(9, Kind.REMOVED);
    }

    @Test
    void theFirstEventIsMissedToo() {
        chain.remove(0);
        expect(1, Kind.REMOVED);
    }

    @Test
    void aRemovedEventIsNamedThoughTheOthersWereRenumbered() {
        chain.remove(8);
        renumber();
        expect(9, Kind.REMOVED);
    }

    @Test
    void anInsertedEventIsNamed() {
        chain.add(8, row(0, event("inserted"), new byte[32]));
        renumber();
        expect(9, Kind.INSERTED);
    }

    @Test
    void anEventPutAtTheEndIsNamed() {
        chain.add(row(EVENTS + 1, event("inserted"), new byte[32]));
        expect(EVENTS + 1, Kind.INSERTED);
    }

    @Test
    void swappedEventsAreNamed() {
        Collections.swap(chain, 8, 12);
        renumber();
        expect(9, Kind.REORDERED);
    }

    @Test
    void aCutOffTailIsNamed() {
        chain.subList(15, EVENTS).clear();
        expect(16, Kind.CUT_OFF);
        chain.clear();
        expect(1, Kind.CUT_OFF);
    }

    @Test
    void aTailCutOffTogetherWithTheHeadIsKnownFromACheckpoint() {
        note(chain, 18);
        chain.subList(15, EVENTS).clear();
        assertThat(broken(verify(chain, 15))).satisfies(b -> {
            assertThat(b.kind()).isEqualTo(Kind.RESTORED);
            assertThat(b.sequence()).isEqualTo(16);
        });
    }

    @Test
    void anOlderStateThatWasWrittenOnIsKnownFromACheckpoint() {
        note(chain, 18);
        List<ChainedRow> other = chain.subList(0, 15);
        extend(other, 10, "other");
        assertThat(broken(verify(other, 25))).satisfies(b -> {
            assertThat(b.kind()).isEqualTo(Kind.RESTORED);
            assertThat(b.sequence()).isEqualTo(18);
        });
    }

    @Test
    void checkpointsThatGoBackShowARestoredState() {
        note(chain, 18);
        note(chain, 12);
        assertThat(broken(verify(chain, EVENTS)).kind()).isEqualTo(Kind.RESTORED);
    }

    @Test
    void aForgedCheckpointIsNamed() {
        note(chain, 12);
        Checkpoint true12 = checkpoints.get(0);
        checkpoints.set(0, new Checkpoint(11, true12.hash(), true12.at(), true12.mac()));
        assertThat(broken(verify(chain, EVENTS)).kind()).isEqualTo(Kind.CHECKPOINT_CHANGED);
    }

    @Test
    void aHeadSetByHandIsNamed() {
        byte[] last = chain.get(EVENTS - 1).hash();
        AuditVerification found = verify(chain, new AuditHead(EVENTS, last, new byte[32]));
        assertThat(broken(found).kind()).isEqualTo(Kind.HEAD_CHANGED);
    }

    @Test
    void aClockSetBackIsCountedButIsNoBreak() {
        List<ChainedRow> rows = chain(3, "a");
        AuditRow early = event("early").at(Instant.parse("2020-01-01T00:00:00Z"));
        rows.add(row(4, early, hash.event(rows.get(2).hash(), 4, early)));
        AuditVerification found = verify(rows, 4);
        assertThat(found.firstBroken()).isNull();
        assertThat(found.clockSteps()).isEqualTo(1);
    }

    @Test
    void everySingleChangeOfAnyFieldIsFound() {
        Random random = new Random(1);
        for (int i = 0; i < 500; i++) {
            List<ChainedRow> rows = chain(EVENTS, "original");
            int at = random.nextInt(EVENTS);
            rows.set(at, mutate(rows.get(at), random));
            assertThat(broken(verify(rows, EVENTS)).sequence()).isEqualTo(at + 1L);
        }
    }

    /** Whatever is done to the rows, and wherever: the first event that is not as it was written is named. */
    @Test
    void everyTamperingIsNamedWhereItBegins() {
        int rounds = Integer.getInteger("godwit.test.tamperings", 3_000);
        for (int seed = 0; seed < rounds; seed++) {
            Random random = new Random(seed);
            chain.clear();
            extend(chain, EVENTS, "original");
            checkpoints.clear();
            int at = random.nextInt(EVENTS);
            long expected = at + 1L;
            boolean renumbered = random.nextBoolean();
            AuditHead head = head(EVENTS);
            switch (seed % 6) {
                case 0 -> chain.set(at, mutate(chain.get(at), random));
                case 1 -> chain.remove(at);
                case 2 -> {
                    chain.add(at, row(0, event("inserted " + seed), new byte[32]));
                    renumbered = true;
                }
                case 3 -> {
                    int other = (at + 1 + random.nextInt(EVENTS - 1)) % EVENTS;
                    Collections.swap(chain, at, other);
                    expected = Math.min(at, other) + 1L;
                    renumbered = true;
                }
                case 4 -> chain.subList(at, EVENTS).clear();
                default -> {
                    note(chain, at + 1 + random.nextInt(EVENTS - at));
                    chain.subList(at, EVENTS).clear();
                    head = headOf(chain, at);
                }
            }
            if (renumbered) {
                renumber();
            }
            assertThat(broken(verify(chain, head)).sequence())
                    .as("kind " + seed % 6 + ", seed " + seed)
                    .isEqualTo(expected);
        }
    }

    @Test
    void anotherKeyFitsNothing() {
        ChainVerifier verifier =
                new ChainVerifier(new ChainHash(new byte[32]), reader(), new SealedSegments(List.of(), hash));
        chain.forEach(verifier::accept);
        assertThat(broken(verifier.finish(head(EVENTS))).sequence()).isEqualTo(1);
    }

    private void expect(long sequence, Kind kind) {
        BrokenLink found = broken(verify(chain, EVENTS));
        assertThat(found.kind()).as(found.explanation()).isEqualTo(kind);
        assertThat(found.sequence()).isEqualTo(sequence);
    }

    private static BrokenLink broken(AuditVerification found) {
        assertThat(found.verdict()).isEqualTo(AuditVerification.Verdict.BROKEN);
        BrokenLink link = found.firstBroken();
        assertThat(link).isNotNull();
        return link == null ? new BrokenLink(0, Kind.CHANGED, "") : link;
    }

    /** With a head as it was when the original chain had that many events. */
    private AuditVerification verify(List<ChainedRow> rows, int events) {
        return verify(rows, rows.size() >= events ? headOf(rows, events) : head(events));
    }

    private AuditVerification verify(List<ChainedRow> rows, AuditHead head) {
        ChainVerifier verifier = new ChainVerifier(new ChainHash(KEY), reader(), new SealedSegments(List.of(), hash));
        rows.forEach(verifier::accept);
        return verifier.finish(head);
    }

    private AuditHead head(int events) {
        return headOf(chain(events, "original"), events);
    }

    private AuditHead headOf(List<ChainedRow> rows, int events) {
        byte[] last = events == 0 ? ChainHash.GENESIS : rows.get(events - 1).hash();
        return new AuditHead(events, last, hash.head(events, last));
    }

    private CheckpointReader reader() {
        StringBuilder lines = new StringBuilder();
        checkpoints.forEach(c -> lines.append(CanonicalJson.write(c)).append('\n'));
        return new CheckpointReader(new BufferedReader(new StringReader(lines.toString())), new ChainHash(KEY));
    }

    private void note(List<ChainedRow> rows, int events) {
        Instant at = Instant.parse("2026-11-20T12:00:00Z");
        byte[] last = rows.get(events - 1).hash();
        HexFormat hex = HexFormat.of();
        checkpoints.add(
                new Checkpoint(events, hex.formatHex(last), at, hex.formatHex(hash.checkpoint(events, last, at))));
    }

    private List<ChainedRow> chain(int events, String name) {
        List<ChainedRow> rows = new ArrayList<>();
        extend(rows, events, name);
        return rows;
    }

    private void extend(List<ChainedRow> rows, int events, String name) {
        byte[] last =
                rows.isEmpty() ? ChainHash.GENESIS : rows.get(rows.size() - 1).hash();
        for (int i = 0; i < events; i++) {
            long sequence = rows.size() + 1L;
            AuditRow event = event(name + " " + sequence);
            last = hash.event(last, sequence, event);
            rows.add(row(sequence, event, last));
        }
    }

    private void renumber() {
        for (int i = 0; i < chain.size(); i++) {
            chain.set(i, row(i + 1L, chain.get(i).event(), chain.get(i).hash()));
        }
    }

    private static ChainedRow row(long sequence, AuditRow event, byte[] hash) {
        return new ChainedRow(sequence, event, hash);
    }

    private static AuditRow event(String name) {
        return new AuditRow(
                Instant.parse("2026-11-20T10:00:00.123456Z"),
                "admin",
                null,
                "TEST_DONE",
                "TEST",
                "1",
                name,
                "SUCCESS",
                null,
                "{}");
    }

    private static ChainedRow mutate(ChainedRow row, Random random) {
        AuditRow e = row.event();
        int field = random.nextInt(11);
        AuditRow changed = new AuditRow(
                field == 0 ? e.at().plusNanos(1000) : e.at(),
                field == 1 ? e.actor() + " " : e.actor(),
                field == 2 ? "" : e.address(),
                field == 3 ? "TEST_UNDONE" : e.action(),
                field == 4 ? "TESTS" : e.objectType(),
                field == 5 ? null : e.objectId(),
                field == 6 ? flip(e.objectName(), random) : e.objectName(),
                field == 7 ? "FAILED" : e.outcome(),
                field == 8 ? "c" : e.correlationId(),
                field == 9 ? "{} " : e.details());
        byte[] hash = row.hash().clone();
        if (field == 10) {
            hash[random.nextInt(hash.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return new ChainedRow(row.sequence(), changed, hash);
    }

    private static String flip(@Nullable String text, Random random) {
        char[] chars = String.valueOf(text).toCharArray();
        chars[random.nextInt(chars.length)] ^= 1;
        return new String(chars);
    }
}

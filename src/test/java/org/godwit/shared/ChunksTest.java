package org.godwit.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChunksTest {

    @Test
    void areInOrderAndOnlyTheLastIsShorter() {
        assertThat(Chunks.of(List.of(1, 2, 3, 4, 5), 2)).containsExactly(List.of(1, 2), List.of(3, 4), List.of(5));
        assertThat(Chunks.of(new LinkedHashSet<>(List.of(3, 1, 2, 4)), 2))
                .containsExactly(List.of(3, 1), List.of(2, 4));
        assertThat(Chunks.of(List.of(), 2)).isEmpty();
    }

    @Test
    void ofAStatementLeaveRoomForItsOtherParameters() {
        List<Integer> many = IntStream.range(0, 10_000).boxed().toList();
        assertThat(Chunks.forStatements(many))
                .allSatisfy(some -> assertThat(some).hasSizeLessThan(2_000));
        assertThat(Chunks.forStatements(many).stream().flatMap(List::stream)).containsExactlyElementsOf(many);
    }
}

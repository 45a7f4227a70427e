package org.godwit.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DependencyOrderTest {

    @Test
    void what_is_needed_comes_first() {
        assertThat(order(List.of(1L, 2L, 3L), Map.of(1L, Set.of(2L), 2L, Set.of(3L))))
                .containsExactly(3L, 2L, 1L);
    }

    @Test
    void without_needs_the_given_order_stays() {
        assertThat(order(List.of(5L, 1L, 3L), Map.of())).containsExactly(5L, 1L, 3L);
    }

    @Test
    void a_circle_stays_together_after_what_it_needs_and_before_what_needs_it() {
        assertThat(order(List.of(1L, 2L, 3L, 4L), Map.of(1L, Set.of(2L), 2L, Set.of(3L), 3L, Set.of(2L, 4L))))
                .containsExactly(4L, 2L, 3L, 1L);
    }

    @Test
    void needs_of_itself_and_of_strangers_count_for_nothing() {
        assertThat(order(List.of(1L, 2L), Map.of(1L, Set.of(1L, 99L)))).containsExactly(1L, 2L);
    }

    @Test
    void a_chain_of_a_hundred_thousand_does_not_overflow_the_stack() {
        List<Long> ids = LongStream.range(0, 100_000).boxed().toList();
        Map<Long, Set<Long>> needs = new HashMap<>();
        ids.forEach(id -> needs.put(id, Set.of(id + 1)));

        List<Long> order = order(ids, needs);

        assertThat(order.get(0)).isEqualTo(99_999L);
        assertThat(order).hasSize(100_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void whatever_the_graph_every_object_comes_once_and_after_its_needs_unless_they_need_each_other(long seed) {
        Random random = new Random(seed);
        List<Long> ids = new ArrayList<>(
                LongStream.range(0, 1 + random.nextInt(60)).boxed().toList());
        Collections.shuffle(ids, random);
        Map<Long, Set<Long>> needs = new HashMap<>();
        for (int edge = random.nextInt(ids.size() * 3); edge > 0; edge--) {
            needs.computeIfAbsent((long) random.nextInt(ids.size()), id -> new HashSet<>())
                    .add((long) random.nextInt(ids.size()));
        }

        List<Long> order = order(ids, needs);

        assertThat(order).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(order(ids, needs)).isEqualTo(order);
        Map<Long, Integer> position = new HashMap<>();
        order.forEach(id -> position.put(id, position.size()));
        needs.forEach((id, needed) -> needed.forEach(target -> {
            if (!reachable(target, id, needs)) {
                assertThat(position.get(target)).isLessThan(position.get(id));
            }
        }));
    }

    private static boolean reachable(Long from, Long to, Map<Long, Set<Long>> needs) {
        Set<Long> seen = new HashSet<>(Set.of(from));
        Deque<Long> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            Long at = open.remove();
            if (at.equals(to)) {
                return true;
            }
            needs.getOrDefault(at, Set.of()).stream().filter(seen::add).forEach(open::add);
        }
        return false;
    }

    private static List<Long> order(List<Long> ids, Map<Long, Set<Long>> needs) {
        return new DependencyOrder(ids, needs).sorted();
    }
}

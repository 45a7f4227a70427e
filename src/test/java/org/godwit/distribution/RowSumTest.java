package org.godwit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RowSumTest {

    @Test
    void rowsInAnyOrderAreTheSame() {
        assertThat(sum(row("A", 1), row("B", null)).same(sum(row("B", null), row("A", 1))))
                .isTrue();
    }

    @Test
    void aRowMoreOrTwiceOrOtherwiseIsNot() {
        RowSum one = sum(row("A", 1), row("B", 2));

        assertThat(one.same(sum(row("A", 1)))).isFalse();
        assertThat(one.same(sum(row("A", 1), row("B", 2), row("B", 2)))).isFalse();
        assertThat(one.same(sum(row("A", 1), row("B", 3)))).isFalse();
        assertThat(one.same(sum(row("A", 2), row("B", 1)))).isFalse();
    }

    @Test
    void whereAValueEndsCounts() {
        assertThat(sum(row("AB", "C")).same(sum(row("A", "BC")))).isFalse();
        assertThat(sum(row("", "A")).same(sum(row(null, "A")))).isFalse();
    }

    @Test
    void aNumberIsItsText() {
        assertThat(sum(row("A", 7L)).same(sum(row("A", "7")))).isTrue();
    }

    private static Object[] row(Object... values) {
        return values;
    }

    private static RowSum sum(Object[]... rows) {
        RowSum sum = new RowSum();
        for (Object[] row : rows) {
            sum.add(row);
        }
        return sum;
    }
}

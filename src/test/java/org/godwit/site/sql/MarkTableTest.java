package org.godwit.site.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MarkTableTest {

    @Test
    void givesTheMarksOfRowsInAnyOrderByResourceId() {
        Map<Long, long[]> expected = new TreeMap<>();
        List<long[]> rows = new ArrayList<>();
        Random random = new Random(4);
        for (int i = 0; i < 20_000; i++) {
            long id = 16_777_216L + random.nextInt(9_000);
            boolean device = random.nextInt(4) == 0;
            long part = random.nextLong();
            rows.add(new long[] {id, device ? 1 : 0, part});
            expected.computeIfAbsent(id, n -> new long[2])[device ? 0 : 1] += part;
        }
        Collections.shuffle(rows, random);
        MarkTable marks = new MarkTable();

        rows.forEach(row -> {
            if (row[1] == 1) {
                marks.device(row[0], row[2]);
            } else {
                marks.discovered(row[0], row[2]);
            }
        });

        List<Long> ids = new ArrayList<>();
        marks.each((id, mark) -> {
            ids.add(id);
            assertThat(mark).isEqualTo(ClientMark.of(expected.get(id)[0], expected.get(id)[1]));
        });
        assertThat(ids).containsExactlyElementsOf(expected.keySet());
    }

    @Test
    void isEmptyAtFirst() {
        new MarkTable().each((id, mark) -> {
            throw new AssertionError(id);
        });
    }
}

package org.godwit.hierarchy;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.godwit.site.SourceRight;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code source_gap}. */
@Component
class SourceGapStore implements SourceGaps {

    private final JdbcClient jdbc;

    SourceGapStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Set<SourceRight> of(long hierarchyId) {
        Set<SourceRight> found = EnumSet.noneOf(SourceRight.class);
        jdbc.sql("SELECT source_right FROM source_gap WHERE hierarchy_id = ?")
                .param(hierarchyId)
                .query(String.class)
                .list()
                .forEach(name -> Arrays.stream(SourceRight.values()) // a name of another release is nobody's
                        .filter(right -> right.name().equals(name))
                        .forEach(found::add));
        return found;
    }

    @Override
    public void replace(long hierarchyId, Set<SourceRight> lacking) {
        if (of(hierarchyId).equals(lacking)) {
            return;
        }
        jdbc.sql("DELETE FROM source_gap WHERE hierarchy_id = ?")
                .param(hierarchyId)
                .update();
        for (SourceRight right : lacking) {
            jdbc.sql("INSERT INTO source_gap (hierarchy_id, source_right) VALUES (?, ?)")
                    .params(hierarchyId, right.name())
                    .update();
        }
    }
}

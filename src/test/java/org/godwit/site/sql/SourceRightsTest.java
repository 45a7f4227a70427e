package org.godwit.site.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.godwit.site.SourceRight;
import org.godwit.site.sql.definition.ObjectDefinition;
import org.godwit.site.sql.definition.ObjectDefinitions;
import org.godwit.site.sql.definition.Reading;
import org.junit.jupiter.api.Test;

/** What is read is what preflight tries and the script grants: no view more, and none less. */
class SourceRightsTest {

    @Test
    void everyViewThatIsReadBelongsToARight() {
        Set<String> granted = new TreeSet<>();
        Arrays.stream(SourceRight.values()).forEach(right -> granted.addAll(right.views()));
        Set<String> withStandIns = new TreeSet<>(granted);
        granted.forEach(view -> SourceRight.standIn(view).ifPresent(withStandIns::add));

        assertThat(withStandIns).containsAll(read());
    }

    @Test
    void everyRightIsForViewsThatAreRead() {
        Set<String> read = read();

        assertThat(SourceRight.values()).allSatisfy(right -> assertThat(read).containsAll(right.views()));
    }

    @Test
    void aStandInCountsAsTheView() {
        Set<String> views = new TreeSet<>();
        Arrays.stream(SourceRight.values()).forEach(right -> views.addAll(right.views()));
        views.remove("vSMS_Boundary");

        assertThat(SourceRight.lacking(views::contains)).containsExactly(SourceRight.BOUNDARIES);
        views.add("BoundaryEx");
        assertThat(SourceRight.lacking(views::contains)).isEmpty();
    }

    private static Set<String> read() {
        Set<String> views = new TreeSet<>(Set.of(
                ClientColumn.OfSystem.VIEW,
                ClientColumn.OfDevice.VIEW,
                ClientParts.KEY_DATA,
                ClientReader.MEMBERSHIP,
                JdbcSourceProbe.VIEW,
                DistributionPointReader.VIEW,
                DistributionPointReader.ROLES_VIEW,
                SiteReader.VIEW));
        add(views, StatusMessageReader.MESSAGES);
        Arrays.stream(ClientColumn.Array.values()).forEach(array -> views.add(array.view()));
        ObjectDefinitions.all().stream().map(ObjectDefinition::reading).forEach(reading -> add(views, reading));
        ContentReader.READINGS.forEach(reading -> add(views, reading));
        return views;
    }

    private static void add(Set<String> views, Reading reading) {
        views.addAll(reading.views());
        for (Reading.Detail detail : reading.details()) {
            views.add(detail.view());
            if (detail.join() != null) {
                views.add(detail.join().view());
            }
        }
    }
}

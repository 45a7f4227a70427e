package org.godwit.distribution;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.godwit.content.ContentException;
import org.godwit.content.ContentSource;
import org.godwit.content.ContentTarget;
import org.godwit.content.DirectoryStore;
import org.springframework.stereotype.Component;

/** Opens the content library at a location, with the account that belongs to it. */
@Component
class Libraries {

    private final LocationRules rules;

    Libraries(LocationRules rules) {
        this.rules = rules;
    }

    /** @throws IOException if it cannot be reached */
    ContentSource source(SourcePointStore.Row point) throws IOException {
        return open(Eligibility.location(point));
    }

    /** @throws IOException if it cannot be reached */
    ContentTarget target(DistributionPointEntity point) throws IOException {
        return open(point.location());
    }

    private ContentTarget open(Location location) throws IOException {
        rules.check(location);
        if (location instanceof Location.Directory directory) {
            List<Path> more =
                    directory.additionalPaths().stream().map(rules::directory).toList();
            return new DirectoryStore(rules.directory(directory.path()), more);
        }
        throw new ContentException(
                ContentException.Code.LOCATION_DENIED,
                "The content library " + location.text()
                        + " cannot be reached from here; give it as a mounted DIRECTORY.");
    }
}

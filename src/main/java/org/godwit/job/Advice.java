package org.godwit.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.godwit.catalog.Catalogue.EntityReference;
import org.godwit.site.ArrivalRules;
import org.godwit.site.ObjectType;

/** What an admin has to do before or after an object comes over (reference CM-48 and section 5). */
final class Advice {

    /** A site code as a collection query compares it: SiteCode = "PS1". */
    static final Pattern SITE_IN_QUERY =
            Pattern.compile("(?i)SiteCode\\w*\\s*(?:=|like|in)\\s*\\(?\\s*\\\\?[\"']([A-Z0-9]{3})\\\\?[\"']");

    private Advice() {}

    /**
     * @param rules what the type's definition declares
     * @param payload the object as the destination will hold it, canonical JSON text
     * @param references what it refers to
     * @param sitesKnown site codes that mean something at the destination: targets of the job's site code mapping
     * @param contentComes whether this job moves its content too
     */
    static List<String> on(
            ObjectType type,
            ArrivalRules rules,
            String payload,
            List<EntityReference> references,
            Set<String> sitesKnown,
            boolean contentComes) {
        List<String> advice = new ArrayList<>();
        for (EntityReference reference : references) {
            if (reference.toEntityId() == null) {
                advice.add("Refers to " + words(reference.toType()) + " " + reference.toKey()
                        + ", which the source does not have: check it at the destination.");
            }
        }
        if (type == ObjectType.COLLECTION) {
            Set<String> sites = new TreeSet<>();
            Matcher matcher = SITE_IN_QUERY.matcher(payload);
            while (matcher.find()) {
                sites.add(matcher.group(1));
            }
            sites.removeAll(sitesKnown);
            sites.forEach(site -> advice.add("Its query names site " + site
                    + ": map that site code to one of the destination, or the collection may be empty there."));
        }
        if (type.hasContent() && !contentComes) {
            advice.add("Its content is not part of this job: move it with a content job before clients need it.");
        }
        advice.addAll(rules.advice());
        return advice;
    }

    private static String words(ObjectType type) {
        return type.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}

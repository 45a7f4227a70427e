package org.godwit.job;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.godwit.job.PlanComparison.PartDifference;
import org.godwit.job.PlanLines.Line;
import org.jspecify.annotations.Nullable;

/** What two plans say differently beside their objects, and beside the figures that a comparison holds anyway. */
final class PlanLineDifferences {

    private PlanLineDifferences() {}

    /** What a line is about: a line of each plan about the same thing belong together. */
    private record Subject(
            String section, @Nullable String key, @Nullable String name) {}

    static List<PartDifference> between(PlanStore.Parts before, PlanStore.Parts after) {
        List<PartDifference> differences = new ArrayList<>();
        String clientsBefore = before.clientDigest();
        String clientsAfter = after.clientDigest();
        if (clientsBefore != null && clientsAfter != null && !clientsBefore.equals(clientsAfter)) {
            differences.add(new PartDifference(
                    PlanLines.CLIENTS,
                    "Digest over every client and what becomes of it: " + clientsBefore,
                    "Digest over every client and what becomes of it: " + clientsAfter));
        }
        Map<Subject, List<String>> was = bySubject(before);
        Map<Subject, List<String>> is = bySubject(after);
        Set<Subject> subjects = new LinkedHashSet<>(was.keySet());
        subjects.addAll(is.keySet());
        for (Subject subject : subjects) {
            List<String> gone = new ArrayList<>(was.getOrDefault(subject, List.of()));
            List<String> come = new ArrayList<>(is.getOrDefault(subject, List.of()));
            List<String> stay = List.copyOf(gone);
            gone.removeAll(come);
            come.removeAll(stay);
            for (int i = 0; i < Math.max(gone.size(), come.size()); i++) {
                differences.add(new PartDifference(
                        subject.section(), i < gone.size() ? gone.get(i) : null, i < come.size() ? come.get(i) : null));
            }
        }
        return differences;
    }

    private static Map<Subject, List<String>> bySubject(PlanStore.Parts parts) {
        return PlanLines.of(parts).stream()
                .filter(line -> !isFigure(line))
                .collect(Collectors.groupingBy(
                        line -> new Subject(line.section(), line.key(), line.name()),
                        LinkedHashMap::new,
                        Collectors.mapping(PlanLineDifferences::text, Collectors.toList())));
    }

    private static boolean isFigure(Line line) {
        return line.section().equals(PlanLines.CLIENTS) && !"LEFT_OUT".equals(line.fate())
                || line.section().equals(PlanLines.CONTENT) && line.key() == null;
    }

    private static String text(Line line) {
        String figure = line.figure() == null ? null : line.figure() + " " + line.source();
        return Stream.of(line.key(), line.name(), line.fate(), line.reason(), figure, line.destination())
                .filter(Objects::nonNull)
                .map(String::valueOf)
                .collect(Collectors.joining("; "));
    }
}

package org.godwit.console;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongFunction;
import org.godwit.catalog.EntityDetail;
import org.godwit.catalog.EntityDetail.Dependency;
import org.godwit.site.ObjectType;
import org.jspecify.annotations.Nullable;

/**
 * What needs an object (left of it), and what it needs directly and one step further (right of it), on a drawing plane.
 *
 * @param more how many objects are left out of the picture
 */
record DependencyGraph(List<Node> nodes, List<String> edges, int width, int height, int more) {

    private static final int BREADTH = 220;
    private static final int TALL = 44;
    private static final int GAP_X = 60;
    private static final int GAP_Y = 12;
    private static final int MOST = 9;

    /** @param entityId null where it was not gathered */
    record Node(@Nullable Long entityId, String name, ObjectType type, boolean centre, int x, int y) {
        public int width() {
            return BREADTH;
        }

        public int height() {
            return TALL;
        }
    }

    /** @param look gives an entity's own detail; asked for at most nine */
    static DependencyGraph of(EntityDetail centre, LongFunction<EntityDetail> look) {
        List<Dependency> left = direct(centre.requiredBy());
        List<Dependency> right = direct(centre.dependsOn());
        Map<String, Dependency> further = new LinkedHashMap<>();
        List<String[]> links = new ArrayList<>();
        for (Dependency near : first(right)) {
            Long id = near.entityId();
            if (id != null) {
                for (Dependency far : direct(look.apply(id).dependsOn())) {
                    further.putIfAbsent(key(far), far);
                    links.add(new String[] {key(near), key(far)});
                }
            }
        }
        List<List<Dependency>> columns = List.of(first(left), first(right), first(List.copyOf(further.values())));
        int tallest = Math.max(1, columns.stream().mapToInt(List::size).max().orElse(1));
        int height = tallest * (TALL + GAP_Y) - GAP_Y + 4;
        int leftEdge = left.isEmpty() ? 2 : 2 + BREADTH + GAP_X;
        int middle = height / 2 - TALL / 2;
        List<Node> nodes = new ArrayList<>();
        List<String> edges = new ArrayList<>();
        nodes.add(new Node(
                centre.entity().id(), centre.entity().name(), centre.entity().type(), true, leftEdge, middle));
        for (Node node : column(columns.get(0), 2, height)) {
            nodes.add(node);
            edges.add(edge(node.x(), node.y(), leftEdge, middle));
        }
        Map<String, Node> near = new LinkedHashMap<>();
        List<Node> nearNodes = column(columns.get(1), leftEdge + BREADTH + GAP_X, height);
        for (int i = 0; i < nearNodes.size(); i++) {
            near.put(key(columns.get(1).get(i)), nearNodes.get(i));
            edges.add(edge(
                    leftEdge, middle, nearNodes.get(i).x(), nearNodes.get(i).y()));
        }
        nodes.addAll(nearNodes);
        Map<String, Node> far = new LinkedHashMap<>();
        List<Node> farNodes = column(columns.get(2), leftEdge + 2 * (BREADTH + GAP_X), height);
        for (int i = 0; i < farNodes.size(); i++) {
            far.put(key(columns.get(2).get(i)), farNodes.get(i));
        }
        nodes.addAll(farNodes);
        for (String[] link : links) {
            Node from = near.get(link[0]);
            Node to = far.get(link[1]);
            if (from != null && to != null) {
                edges.add(edge(from.x(), from.y(), to.x(), to.y()));
            }
        }
        int width = nodes.stream().mapToInt(Node::x).max().orElse(0) + BREADTH + 2;
        int more = left.size() + right.size() + further.size() - nodes.size() + 1;
        return new DependencyGraph(nodes, edges, width, height, Math.max(0, more));
    }

    private static List<Dependency> direct(List<Dependency> all) {
        return all.stream()
                .filter(d -> d.distance() == 1)
                .sorted(Comparator.comparing(Dependency::type).thenComparing(d -> String.valueOf(d.name())))
                .toList();
    }

    private static List<Dependency> first(List<Dependency> all) {
        return all.subList(0, Math.min(MOST, all.size()));
    }

    private static List<Node> column(List<Dependency> objects, int x, int height) {
        List<Node> nodes = new ArrayList<>();
        int top = (height - (objects.size() * (TALL + GAP_Y) - GAP_Y)) / 2;
        for (int i = 0; i < objects.size(); i++) {
            Dependency object = objects.get(i);
            nodes.add(new Node(
                    object.entityId(),
                    Objects.requireNonNullElse(object.name(), object.sourceKey()),
                    object.type(),
                    false,
                    x,
                    top + i * (TALL + GAP_Y)));
        }
        return nodes;
    }

    private static String edge(int fromX, int fromY, int toX, int toY) {
        int startX = fromX + BREADTH;
        int startY = fromY + TALL / 2;
        int endY = toY + TALL / 2;
        int bend = (startX + toX) / 2;
        return "M" + startX + " " + startY + "C" + bend + " " + startY + " " + bend + " " + endY + " " + toX + " "
                + endY;
    }

    private static String key(Dependency object) {
        return object.type() + "/" + object.sourceKey();
    }
}

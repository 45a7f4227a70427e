package org.godwit.console;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.godwit.gathering.GatheringStatus;
import org.godwit.site.SourceSiteInfo;
import org.jspecify.annotations.Nullable;

/**
 * The sites of a hierarchy as a tree on a drawing plane: parents above the middle of their children.
 *
 * @param width of the plane, in pixels
 * @param height of the plane, in pixels
 */
record SiteDiagram(List<Node> nodes, List<Edge> edges, int width, int height) {

    private static final int NODE_WIDTH = 226;
    private static final int NODE_HEIGHT = 58;
    private static final int GAP = 22;
    private static final int LEVEL = NODE_HEIGHT + 40;
    private static final int MARGIN = 2;

    /**
     * A site and the upper left corner of its box.
     *
     * @param gathering how gathering of the site stands; null where the picture is not about it
     */
    record Node(SourceSiteInfo site, @Nullable GatheringStatus gathering, int x, int y) {
        public int width() {
            return NODE_WIDTH;
        }

        public int height() {
            return NODE_HEIGHT;
        }
    }

    /** @param path SVG path from the parent's lower edge to the child's upper edge */
    record Edge(String path) {}

    /** @param sites parents before children, as the service gives them */
    static SiteDiagram of(List<SourceSiteInfo> sites) {
        return of(sites, null);
    }

    /** @param gathering how gathering of these sites stands: a child is read with the top-level site, whose database holds it */
    static SiteDiagram of(List<SourceSiteInfo> sites, @Nullable GatheringStatus gathering) {
        Map<@Nullable String, List<SourceSiteInfo>> children = new HashMap<>();
        for (SourceSiteInfo site : sites) {
            children.computeIfAbsent(site.parentSiteCode(), code -> new ArrayList<>())
                    .add(site);
        }
        Layout layout = new Layout(children, gathering);
        children.getOrDefault(null, List.of()).forEach(top -> layout.place(top, 0));
        int width = Math.max(NODE_WIDTH, layout.nextX - GAP) + 2 * MARGIN;
        int height = layout.deepest * LEVEL + NODE_HEIGHT + 2 * MARGIN;
        return new SiteDiagram(List.copyOf(layout.nodes), List.copyOf(layout.edges), width, height);
    }

    private static final class Layout {
        private final Map<@Nullable String, List<SourceSiteInfo>> children;
        private final @Nullable GatheringStatus gathering;
        private final List<Node> nodes = new ArrayList<>();
        private final List<Edge> edges = new ArrayList<>();
        private int nextX;
        private int deepest;

        Layout(Map<@Nullable String, List<SourceSiteInfo>> children, @Nullable GatheringStatus gathering) {
            this.children = children;
            this.gathering = gathering;
        }

        /** Places a site below its level's line and answers the middle of its box. */
        int place(SourceSiteInfo site, int level) {
            deepest = Math.max(deepest, level);
            List<Integer> middles = new ArrayList<>();
            for (SourceSiteInfo child : children.getOrDefault(site.siteCode(), List.of())) {
                middles.add(place(child, level + 1));
            }
            int middle;
            if (middles.isEmpty()) {
                middle = nextX + NODE_WIDTH / 2;
                nextX += NODE_WIDTH + GAP;
            } else {
                middle = (middles.get(0) + middles.get(middles.size() - 1)) / 2;
            }
            int y = level * LEVEL + MARGIN;
            nodes.add(new Node(site, gathering, middle - NODE_WIDTH / 2 + MARGIN, y));
            for (int child : middles) {
                int bend = y + NODE_HEIGHT + (LEVEL - NODE_HEIGHT) / 2;
                edges.add(new Edge("M" + (middle + MARGIN) + " " + (y + NODE_HEIGHT) + "V" + bend + "H"
                        + (child + MARGIN) + "V" + (y + LEVEL)));
            }
            return middle;
        }
    }
}

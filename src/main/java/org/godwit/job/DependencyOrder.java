package org.godwit.job;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Puts objects in the order in which they can be made: what is needed before what needs it. Objects that need each other in a
 * circle stay together. The order follows from the objects alone, so that the same plan made again has the same digest.
 *
 * <p>Tarjan's strongly connected components, without recursion, then Kahn's algorithm over the components.
 */
final class DependencyOrder {

    private final List<Long> ids;
    private final int[][] needs;

    /**
     * @param ids the objects, in the order that breaks ties
     * @param needs for each object, what it needs; ids not in the list are ignored
     */
    DependencyOrder(List<Long> ids, Map<Long, Set<Long>> needs) {
        this.ids = List.copyOf(ids);
        Map<Long, Integer> index = new HashMap<>(ids.size() * 2);
        for (int i = 0; i < this.ids.size(); i++) {
            index.put(this.ids.get(i), i);
        }
        this.needs = new int[this.ids.size()][];
        for (int i = 0; i < this.needs.length; i++) {
            int self = i;
            this.needs[i] = needs.getOrDefault(this.ids.get(i), Set.of()).stream()
                    .filter(index::containsKey)
                    .mapToInt(index::get)
                    .filter(target -> target != self)
                    .sorted()
                    .toArray();
        }
    }

    /** Every id once. */
    List<Long> sorted() {
        int[] component = components();
        int count = Arrays.stream(component).max().orElse(-1) + 1;
        List<List<Integer>> members = new ArrayList<>(count);
        List<List<Integer>> neededBy = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            members.add(new ArrayList<>());
            neededBy.add(new ArrayList<>());
        }
        int[] open = new int[count];
        for (int i = 0; i < component.length; i++) {
            members.get(component[i]).add(i);
            for (int target : needs[i]) {
                if (component[target] != component[i]) {
                    neededBy.get(component[target]).add(component[i]);
                    open[component[i]]++;
                }
            }
        }
        PriorityQueue<Integer> ready = new PriorityQueue<>(
                Comparator.comparing((Integer c) -> members.get(c).get(0)));
        for (int c = 0; c < count; c++) {
            if (open[c] == 0) {
                ready.add(c);
            }
        }
        List<Long> order = new ArrayList<>(ids.size());
        while (!ready.isEmpty()) {
            int next = ready.remove();
            members.get(next).forEach(i -> order.add(ids.get(i)));
            for (int user : neededBy.get(next)) {
                if (--open[user] == 0) {
                    ready.add(user);
                }
            }
        }
        return order;
    }

    /** For each object the number of its strongly connected component. */
    private int[] components() {
        int n = ids.size();
        int[] component = new int[n];
        int[] number = new int[n];
        int[] low = new int[n];
        int[] cursor = new int[n];
        Arrays.fill(component, -1);
        Deque<Integer> stack = new ArrayDeque<>();
        Deque<Integer> path = new ArrayDeque<>();
        int numbers = 0;
        int components = 0;
        for (int root = 0; root < n; root++) {
            if (number[root] != 0) {
                continue;
            }
            path.push(root);
            while (!path.isEmpty()) {
                int at = path.element();
                if (number[at] == 0) {
                    numbers++;
                    number[at] = numbers;
                    low[at] = numbers;
                    stack.push(at);
                }
                if (cursor[at] < needs[at].length) {
                    int target = needs[at][cursor[at]++];
                    if (number[target] == 0) {
                        path.push(target);
                    } else if (component[target] < 0) {
                        low[at] = Math.min(low[at], number[target]);
                    }
                    continue;
                }
                path.pop();
                if (!path.isEmpty()) {
                    low[path.element()] = Math.min(low[path.element()], low[at]);
                }
                if (low[at] == number[at]) {
                    int member;
                    do {
                        member = stack.pop();
                        component[member] = components;
                    } while (member != at);
                    components++;
                }
            }
        }
        return component;
    }
}

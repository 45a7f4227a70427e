package org.godwit.console.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Columns of a list that its reader may choose among; the choice is part of the address.
 *
 * @param all in the order of the list
 * @param usual those shown unless she chooses otherwise
 */
public record Columns(List<String> all, List<String> usual) {

    static final String PARAMETER = "cols";
    /** Of a list that has nothing to choose. */
    public static final Columns NONE = new Columns(List.of(), List.of());

    public Columns {
        all = List.copyOf(all);
        usual = List.copyOf(usual);
    }

    /** Every column, of which the last ones are not shown at first. */
    public static Columns of(int shownAtFirst, String... all) {
        List<String> names = Arrays.asList(all);
        return new Columns(names, names.subList(0, shownAtFirst));
    }

    List<String> shown(Map<String, String> parameters) {
        String chosen = parameters.get(PARAMETER);
        if (chosen == null) {
            return usual;
        }
        List<String> names = Arrays.asList(chosen.split(","));
        List<String> shown = all.stream().filter(names::contains).toList();
        return shown.isEmpty() ? usual : shown;
    }

    /** Value of the parameter for one column more or less; empty for the usual ones. */
    String toggled(Map<String, String> parameters, String column) {
        List<String> shown = new ArrayList<>(shown(parameters));
        if (!shown.remove(column) || shown.isEmpty()) {
            shown.add(column);
        }
        List<String> inOrder = all.stream().filter(shown::contains).toList();
        return inOrder.equals(usual) ? "" : String.join(",", inOrder);
    }
}

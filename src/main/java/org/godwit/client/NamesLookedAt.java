package org.godwit.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found in some of the names of all clients.
 *
 * @param items in the order of their names
 * @param upTo the last name looked at; null if there was none
 * @param next where to go on; null if all names were looked at
 */
public record NamesLookedAt(
        List<Client> items, @Nullable String upTo, @Nullable String next) {}

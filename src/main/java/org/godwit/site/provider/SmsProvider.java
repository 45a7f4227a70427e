package org.godwit.site.provider;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * The SMS Providers of a site, read over the AdminService (OData v4; reference H). When one does not answer, the next is
 * tried. Not safe for use by several threads.
 *
 * <p>Every method throws {@link org.godwit.site.SourceFailure} with its typed cause when no provider can be asked.
 */
public interface SmsProvider extends AutoCloseable {

    /**
     * One object with its lazy properties.
     *
     * @param className e.g. {@code SMS_Collection}
     * @param key a text key
     * @return empty if there is none, or none within the account's role
     */
    Optional<JsonNode> get(String className, String key);

    /** As the other one, for a class whose key is a number. */
    Optional<JsonNode> get(String className, long key);

    /** Reads objects in ascending key; lazy properties are empty in them. */
    void each(ProviderQuery query, Consumer<JsonNode> sink);

    /** Whether the site has the class and the account may ask for it; that it sees an object of it is not said. */
    boolean shows(ProviderQuery query);

    /** Address of the provider that answered last; empty before the first answer. */
    Optional<String> answering();

    /** The time by the clock of the provider that answered last. */
    Optional<Instant> serverTime();

    @Override
    void close();
}

package org.godwit.site.provider;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.godwit.site.SourceFailure;
import org.jspecify.annotations.Nullable;

/** The AdminServices of one site: when one does not answer, the next is asked. */
final class AdminServices implements AutoCloseable {

    private final List<AdminServiceConnection> connections;
    private final Runnable atClose;
    private int current;
    private boolean answered;

    /** @param connections at least one, in the order of preference */
    AdminServices(List<AdminServiceConnection> connections, Runnable atClose) {
        this.connections = List.copyOf(connections);
        this.atClose = atClose;
    }

    /** @throws SourceFailure the failure of the first that was asked, if none answers */
    AdminServiceConnection.Answer ask(Question question) {
        @Nullable SourceFailure failure = null;
        for (int tried = 0; tried < connections.size(); tried++) {
            AdminServiceConnection connection = connections.get(current);
            try {
                AdminServiceConnection.Answer answer = connection.ask(question.to(connection.uris()));
                answered = true;
                return answer;
            } catch (AdminServiceConnection.Unavailable e) {
                failure = failure == null ? e.failure() : failure;
                current = (current + 1) % connections.size();
            } catch (IllegalArgumentException e) {
                throw ProviderFailures.notJson(connection.uris().base(), e);
            }
        }
        throw java.util.Objects.requireNonNull(failure);
    }

    /** Address of the one that is asked first now. */
    URI base() {
        return connections.get(current).uris().base();
    }

    Optional<String> answering() {
        return answered ? Optional.of(base().toString()) : Optional.empty();
    }

    Optional<Instant> serverTime() {
        return connections.get(current).serverTime();
    }

    @Override
    public void close() {
        atClose.run();
    }

    @FunctionalInterface
    interface Question {
        AdminServiceConnection.Request to(AdminServiceUris uris);
    }
}

package org.godwit.maintenance;

import org.godwit.shared.GodwitException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says why the server does not start in the words of the error, without a stack trace. */
final class StartFailureAnalyzer extends AbstractFailureAnalyzer<GodwitException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, GodwitException cause) {
        return new FailureAnalysis(cause.code() + ": " + cause.getMessage(), cause.hint(), rootFailure);
    }
}

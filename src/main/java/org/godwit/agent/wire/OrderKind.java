package org.godwit.agent.wire;

/** What is to be done. */
public enum OrderKind {
    /** Body and results are {@link org.godwit.distribution.Consignment} and {@link org.godwit.distribution.Delivery}. */
    TRANSFER,
    /** Body and results are {@link org.godwit.distribution.Inspection} and its {@code Finding}. */
    INSPECTION,
    /** Body and results are {@link org.godwit.distribution.ValidationOrder} and its {@code Found}. */
    VALIDATION;

    /**
     * Long work that is in no hurry: it comes after everything else, and its results stay beside its orders until a day after, so
     * that whoever does the same work again need not have all of it done again.
     */
    public boolean unhurried() {
        return this == VALIDATION;
    }
}

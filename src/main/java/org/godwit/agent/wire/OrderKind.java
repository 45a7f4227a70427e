package org.godwit.agent.wire;

/** What is to be done. */
public enum OrderKind {
    /** Body and results are {@link org.godwit.distribution.Consignment} and {@link org.godwit.distribution.Delivery}. */
    TRANSFER,
    /** Body and results are {@link org.godwit.distribution.Inspection} and its {@code Finding}. */
    INSPECTION,
    /** Body and results are {@link org.godwit.distribution.ValidationOrder} and its {@code Found}. */
    VALIDATION
}

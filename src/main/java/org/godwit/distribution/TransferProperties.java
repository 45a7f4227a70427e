package org.godwit.distribution;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much content is moved at a time.
 *
 * @param distributionPoints destination points written to at a time, over one run
 * @param packages packages in work per destination point; while one ends the next begins
 * @param files files in flight per destination point
 * @param sslBundle name of the {@code spring.ssl.bundle} with the certificates to trust, and the client certificate to show,
 *     where content is read over HTTPS; empty for the platform's roots and no certificate
 * @param mediaValidFor how long the key of exported package media is accepted where nothing else is asked for
 * @param validateEvery how often everything a destination point holds is hashed again; zero for never by itself
 * @param repair whether validations that nobody asked for repair what they find damaged, as a repair that is asked for does
 * @param retireAfter how long a retired package stays, and its retirement can be undone, where nothing else is asked for
 * @param validationMegabytesPerSecond how fast that is done at most, in MB/s (1,000,000 bytes); 0 for no limit
 */
@Validated
@ConfigurationProperties("godwit.transfer")
public record TransferProperties(
        @DefaultValue("50") @Min(1) @Max(1000) int distributionPoints,
        @DefaultValue("4") @Min(1) @Max(32) int packages,
        @DefaultValue("16") @Min(1) @Max(128) int files,
        @DefaultValue("") String sslBundle,
        @DefaultValue("3d") Duration mediaValidFor,
        @DefaultValue("7d") Duration validateEvery,
        @DefaultValue("false") boolean repair,
        @DefaultValue("7d") Duration retireAfter,
        @DefaultValue("100") @Min(0) int validationMegabytesPerSecond) {

    /** How fast a validation reads at most; 0 for no limit. */
    long validationBytesPerSecond() {
        return validationMegabytesPerSecond * 1_000_000L;
    }
}

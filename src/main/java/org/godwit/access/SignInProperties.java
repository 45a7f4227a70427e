package org.godwit.access;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How sign-in is protected.
 *
 * @param failuresBeforeLock failed attempts in a row after which an account is locked
 * @param lockFor how long it stays locked
 * @param failuresPerMinute failed attempts a minute after which an address is turned away
 * @param passwordMinLength characters a new password must have at least
 * @param rememberVerified how long a password verified for the REST interface is not hashed again; a change of the
 *     account counts at once nevertheless
 */
@Validated
@ConfigurationProperties("godwit.sign-in")
record SignInProperties(
        @DefaultValue("5") @Min(2) @Max(100) int failuresBeforeLock,
        @DefaultValue("15m") Duration lockFor,
        @DefaultValue("30") @Min(5) int failuresPerMinute,
        @DefaultValue("10") @Min(8) @Max(64) int passwordMinLength,
        @DefaultValue("5m") Duration rememberVerified) {}

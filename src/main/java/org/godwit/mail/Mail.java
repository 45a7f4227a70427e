package org.godwit.mail;

/**
 * A mail to one reader, in plain text.
 *
 * @param key names this mail for good, e.g. {@code alert-17}: its Message-ID is made of key and reader, so that a mail server
 *     that gets it twice after a crash shows it once
 * @param to address of the reader
 * @param subject one line
 * @param text lines of plain text; never a secret
 */
public record Mail(String key, String to, String subject, String text) {}

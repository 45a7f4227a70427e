package org.godwit.client;

import java.util.Map;

/**
 * Everything that is kept of a client's record from its source.
 *
 * @param fields what the server compares and shows by itself: upper snake case names, and values as text
 * @param attributes whatever else the source said, by the names of its columns, as text
 */
public record ClientRecord(String smsId, Map<String, String> fields, Map<String, String> attributes) {}

package org.godwit.site.sql;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.godwit.site.sql.definition.Reading;
import org.godwit.site.sql.definition.Reading.Condition;
import org.godwit.site.sql.definition.Reading.Detail;
import org.jspecify.annotations.Nullable;

/** Reads the status messages that are the source's own audit: who did what at the site (MessageType 768). */
final class StatusMessageReader {

    private static final int AUDIT = 768;

    static final Reading MESSAGES = new Reading(
            List.of("v_StatusMessage"),
            List.of(Condition.only("MessageType", AUDIT)),
            List.of("RecordID"),
            List.of(
                    "Time",
                    "MessageID",
                    "MessageType",
                    "Severity",
                    "ModuleName",
                    "Component",
                    "SiteCode",
                    "MachineName",
                    "ProcessID",
                    "ThreadID"),
            List.of(
                    new Detail(
                            "Attributes",
                            "v_StatMsgAttributes",
                            "RecordID",
                            null,
                            List.of(),
                            List.of("AttributeID", "AttributeValue", "AttributeTime")),
                    new Detail(
                            "InsertionStrings",
                            "v_StatMsgInsStrs",
                            "RecordID",
                            null,
                            List.of(),
                            List.of("InsStrIndex", "InsStrValue"))));

    private final SourceSession session;

    StatusMessageReader(SourceSession session) {
        this.session = session;
    }

    boolean possible() {
        return ReadingReader.possible(session.schema(), MESSAGES);
    }

    /** In the order in which the site recorded them. */
    void read(Consumer<Map<String, @Nullable Object>> sink) throws SQLException {
        try (ReadingReader reader = new ReadingReader(session, MESSAGES)) {
            reader.read(found -> sink.accept(found.values()));
        }
    }
}

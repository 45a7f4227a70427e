package org.godwit.client;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.godwit.shared.GodwitException;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Lists of client records. A page is found in an index alone, then its rows are read by id, so that any page of any size of
 * table costs about the same.
 */
@Repository
class ClientQueries {

    private static final Map<String, String> SORT_COLUMNS =
            Map.of("smsId", "sms_id", "name", "name", "siteCode", "site_code", "blocked", "blocked");
    /** By the column sorted by: the columns of the index that has this order. */
    private static final Map<String, List<String>> INDEXES = Map.of(
            "sms_id", List.of("sms_id"),
            "name", List.of("name", "id"),
            "site_code", List.of("site_code", "blocked", "id"),
            "blocked", List.of("blocked", "id"));

    /** So many names are looked at in one call. */
    private static final int NAMES = 100_000;
    /** So many clients are found in one call. */
    private static final int FOUND = 50;
    /** So many rows are read by id in one call. */
    private static final int AT_ONCE = 1000;

    private static final Pattern POSITION = Pattern.compile("(\\d{1,18}):(.*)", Pattern.DOTALL);
    private static final String COLUMNS =
            "id, sms_id, name, [domain], site_code, blocked, approval_status, client_cert_type,"
                    + " certificate_thumbprint, client_version, operating_system, hardware_id, mac_addresses, status";

    private final JdbcClient jdbc;

    ClientQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The ids first, eight bytes for each client, and then their rows some at a time. */
    void each(ClientFilter filter, @Nullable String sort, Consumer<Client> what) {
        Condition condition = Condition.of(filter, false);
        LongStream.Builder ids = LongStream.builder();
        jdbc.sql("SELECT id FROM client_record" + condition.sql() + " ORDER BY "
                        + order(condition, new PageQuery(0, AT_ONCE, sort), false))
                .params(condition.parameters())
                .query(row -> {
                    ids.add(row.getLong(1));
                });
        long[] all = ids.build().toArray();
        for (int from = 0; from < all.length; from += AT_ONCE) {
            int to = Math.min(from + AT_ONCE, all.length);
            read(Arrays.stream(all, from, to).boxed().toList()).forEach(what);
        }
    }

    Page<Client> list(ClientFilter filter, PageQuery page) {
        Condition condition = Condition.of(filter, false);
        long total = count(filter, condition);
        if (total == 0 && filter.inside() && filter.q() != null) {
            condition = Condition.of(filter, true);
            total = count(filter, condition);
        }
        List<Client> items = total <= page.offset() ? List.of() : read(ids(condition, page, total));
        return new Page<>(items, page.page(), page.size(), total);
    }

    NamesLookedAt lookInside(ClientFilter filter, @Nullable String after) {
        if (filter.q() == null || filter.bySmsId()) {
            return new NamesLookedAt(List.of(), null, null);
        }
        Name from = Name.at(after);
        Name end = names(from, "", Map.of(), NAMES - 1, 1).stream().findFirst().orElse(null);
        String q = Condition.escaped(filter.q());
        Map<String, Object> parameters = new HashMap<>(Map.of("q", "%" + q + "%", "start", q + "%"));
        String narrowed = " AND name LIKE :q ESCAPE '!' AND name NOT LIKE :start ESCAPE '!'";
        if (end != null) {
            narrowed += " AND name <= :endName AND (name < :endName OR id <= :endId)";
            parameters.put("endName", end.name());
            parameters.put("endId", end.id());
        }
        List<Name> found = names(from, narrowed, parameters, 0, FOUND + 1);
        if (found.size() > FOUND) {
            found = found.subList(0, FOUND);
            end = found.get(FOUND - 1);
        }
        List<Client> items = read(found.stream().map(Name::id).toList()).stream()
                .filter(c -> filter.blocked() == null || filter.blocked() == c.blocked())
                .filter(c -> filter.siteCode() == null || filter.siteCode().equalsIgnoreCase(c.siteCode()))
                .toList();
        return new NamesLookedAt(items, end == null ? null : end.name(), end == null ? null : end.position());
    }

    /** A place in the order of names. */
    private record Name(String name, long id) {

        static Name at(@Nullable String position) {
            Matcher given = POSITION.matcher(Objects.requireNonNullElse(position, "0:"));
            if (!given.matches()) {
                throw GodwitException.invalid(
                        "POSITION_INVALID", "There is no such place among the names.", "Begin the search anew.");
            }
            return new Name(given.group(2), Long.parseLong(given.group(1)));
        }

        String position() {
            return id + ":" + name;
        }
    }

    private List<Name> names(Name from, String narrowed, Map<String, Object> parameters, int skip, int most) {
        return jdbc.sql("SELECT name, id FROM client_record WHERE name >= :name AND (name > :name OR id > :id)"
                        + narrowed + " ORDER BY name, id OFFSET :skip ROWS FETCH NEXT :most ROWS ONLY")
                .param("name", from.name())
                .param("id", from.id())
                .params(parameters)
                .param("skip", skip)
                .param("most", most)
                .query((row, n) -> new Name(row.getString(1), row.getLong(2)))
                .list();
    }

    Optional<Client> find(String smsId) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM client_record WHERE sms_id = :smsId")
                .param("smsId", smsId)
                .query((row, n) -> client(row))
                .optional();
    }

    Optional<ClientRecord> record(String smsId) {
        return jdbc.sql("SELECT " + RecordStore.DATA_COLUMNS + " FROM client_record WHERE sms_id = :smsId")
                .param("smsId", smsId)
                .query((row, n) -> RecordStore.data(row, 1).record(smsId))
                .optional();
    }

    long count() {
        return jdbc.sql("SELECT COUNT(*) FROM client_record").query(Long.class).single();
    }

    long countBlocked() {
        return jdbc.sql("SELECT COUNT(*) FROM client_record WHERE blocked = :blocked")
                .param("blocked", true)
                .query(Long.class)
                .single();
    }

    long countEarly() {
        return jdbc.sql("SELECT COUNT(*) FROM early_assignment")
                .query(Long.class)
                .single();
    }

    Page<EarlyAssignment> early(PageQuery page) {
        List<EarlyAssignment> items = jdbc.sql("SELECT hierarchy_id, sms_id, site_code, assigned_at, found_at"
                        + " FROM early_assignment ORDER BY id DESC OFFSET :offset ROWS FETCH NEXT :size ROWS ONLY")
                .param("offset", page.offset())
                .param("size", page.size())
                .query((row, n) -> new EarlyAssignment(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        instantOrNull(row, 4),
                        Objects.requireNonNull(instantOrNull(row, 5))))
                .list();
        return new Page<>(items, page.page(), page.size(), countEarly());
    }

    /** What a list is narrowed by, as SQL with its parameters. */
    private record Condition(String sql, Map<String, Object> parameters) {

        static Condition of(ClientFilter filter, boolean partOfName) {
            List<String> parts = new ArrayList<>();
            Map<String, Object> parameters = new LinkedHashMap<>();
            if (filter.siteCode() != null) {
                parts.add("site_code = :site");
                parameters.put("site", filter.siteCode());
            }
            if (filter.blocked() != null) {
                parts.add("blocked = :blocked");
                parameters.put("blocked", filter.blocked());
            }
            if (filter.q() != null) {
                boolean smsId = filter.bySmsId();
                String q = smsId ? filter.q().toUpperCase(Locale.ROOT) : filter.q();
                parts.add((smsId ? "sms_id" : "name") + " LIKE :q ESCAPE '!'");
                String start = (smsId && !q.startsWith("GUID:") ? "GUID:" : "") + escaped(q);
                parameters.put("q", (partOfName ? "%" : "") + start + "%");
            }
            return new Condition(parts.isEmpty() ? "" : " WHERE " + String.join(" AND ", parts), parameters);
        }

        private static String escaped(String text) {
            return text.replaceAll("[!%_\\[]", "!$0");
        }
    }

    private long count(ClientFilter filter, Condition condition) {
        if (filter.q() == null && filter.siteCode() == null && filter.blocked() != null && !filter.blocked()) {
            return count() - countBlocked();
        }
        return jdbc.sql("SELECT COUNT(*) FROM client_record" + condition.sql())
                .params(condition.parameters())
                .query(Long.class)
                .single();
    }

    /** Pages of the second half are found from the far end, as rows that are skipped are read too. */
    private List<Long> ids(Condition condition, PageQuery page, long total) {
        boolean far = page.offset() > total / 2;
        long size = Math.min(page.size(), total - page.offset());
        List<Long> ids = jdbc.sql("SELECT id FROM client_record" + condition.sql() + " ORDER BY "
                        + order(condition, page, far) + " OFFSET :offset ROWS FETCH NEXT :size ROWS ONLY")
                .params(condition.parameters())
                .param("offset", far ? total - page.offset() - size : page.offset())
                .param("size", size)
                .query((row, n) -> row.getLong(1))
                .list();
        if (far) {
            Collections.reverse(ids);
        }
        return ids;
    }

    /** The order of an index that begins with what is narrowed or sorted by, so that nothing has to be sorted. */
    private static String order(Condition condition, PageQuery page, boolean reversed) {
        String asked = page.orderBy(SORT_COLUMNS, column(condition), "");
        boolean descending = asked.contains(" desc");
        String column = asked.split("[ ,]", 2)[0];
        return Objects.requireNonNull(INDEXES.get(column)).stream()
                .map(each -> each + (descending == reversed ? " ASC" : " DESC"))
                .collect(Collectors.joining(", "));
    }

    private static String column(Condition condition) {
        if (condition.parameters().containsKey("q")) {
            return condition.sql().contains("sms_id LIKE") ? "sms_id" : "name";
        }
        if (condition.parameters().containsKey("site")) {
            return "site_code";
        }
        return condition.parameters().containsKey("blocked") ? "blocked" : "sms_id";
    }

    private List<Client> read(List<Long> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<Long, Client> byId = new HashMap<>();
        jdbc.sql("SELECT " + COLUMNS + " FROM client_record WHERE id IN (:ids)")
                .param("ids", ids)
                .query(row -> {
                    byId.put(row.getLong(1), client(row));
                });
        return ids.stream().map(byId::get).filter(Objects::nonNull).toList();
    }

    private static @Nullable Instant instantOrNull(ResultSet row, int column) throws SQLException {
        LocalDateTime time = row.getObject(column, LocalDateTime.class);
        return time == null ? null : time.toInstant(ZoneOffset.UTC);
    }

    private static Client client(ResultSet row) throws SQLException {
        return new Client(
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getBoolean(6),
                row.getObject(7, Integer.class),
                row.getObject(8, Integer.class),
                row.getString(9),
                row.getString(10),
                row.getString(11),
                row.getString(12),
                ClientField.split(row.getString(13)),
                ClientStatus.valueOf(row.getString(14)));
    }
}

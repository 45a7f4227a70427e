package org.godwit.site.sql;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The current row of a SELECT, by position of the columns asked for. A column that the source lacks is null. Times without
 * a zone are UTC, as the site server writes them.
 */
final class Row {

    private final ResultSet rows;
    private final int[] positions;
    private final int[] types;

    /**
     * @param positions for each column asked for, its position in the result; 0 where the source lacks it
     */
    Row(ResultSet rows, int[] positions) throws SQLException {
        this.rows = rows;
        this.positions = positions;
        this.types = new int[positions.length];
        for (int i = 0; i < positions.length; i++) {
            types[i] = positions[i] == 0 ? Types.NULL : rows.getMetaData().getColumnType(positions[i]);
        }
    }

    @Nullable String text(int column) throws SQLException {
        return positions[column] == 0 ? null : rows.getString(positions[column]);
    }

    /** The number; 0 where it is missing. */
    long number(int column) throws SQLException {
        return positions[column] == 0 ? 0 : rows.getLong(positions[column]);
    }

    @Nullable Integer integer(int column) throws SQLException {
        if (positions[column] == 0) {
            return null;
        }
        int value = rows.getInt(positions[column]);
        return rows.wasNull() ? null : value;
    }

    /** True for a number other than 0 too: releases differ in the type. */
    @Nullable Boolean bool(int column) throws SQLException {
        Integer value = integer(column);
        return value == null ? null : value != 0;
    }

    @Nullable Instant time(int column) throws SQLException {
        if (positions[column] == 0) {
            return null;
        }
        if (types[column] == Types.TIMESTAMP_WITH_TIMEZONE || types[column] == DATETIMEOFFSET) {
            OffsetDateTime value = rows.getObject(positions[column], OffsetDateTime.class);
            return value == null ? null : value.toInstant();
        }
        LocalDateTime value = rows.getObject(positions[column], LocalDateTime.class);
        return value == null ? null : value.toInstant(ZoneOffset.UTC);
    }

    /** {@code microsoft.sql.Types.DATETIMEOFFSET}. */
    private static final int DATETIMEOFFSET = -155;

    /** Types whose values JSON holds as a number. */
    private static final List<Integer> WHOLE = List.of(Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT);

    /** The value as JSON holds it: text, number or truth value; times as ISO text, bytes as hex. */
    @Nullable Object value(int column) throws SQLException {
        int position = positions[column];
        if (position == 0) {
            return null;
        }
        int type = types[column];
        if (WHOLE.contains(type)) {
            long value = rows.getLong(position);
            return rows.wasNull() ? null : value;
        }
        switch (type) {
            case Types.BIT, Types.BOOLEAN -> {
                boolean value = rows.getBoolean(position);
                return rows.wasNull() ? null : value;
            }
            case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE, DATETIMEOFFSET -> {
                Instant value = time(column);
                return value == null ? null : value.toString();
            }
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> {
                byte[] value = rows.getBytes(position);
                return value == null ? null : HexFormat.of().formatHex(value);
            }
            case Types.DECIMAL, Types.NUMERIC, Types.REAL, Types.FLOAT, Types.DOUBLE -> {
                BigDecimal value = rows.getBigDecimal(position);
                return value == null ? null : value.stripTrailingZeros().toPlainString();
            }
            default -> {
                return rows.getString(position);
            }
        }
    }

    /** The value as a number where it is one, a truth value or a time (in milliseconds); else as text. */
    @Nullable Object mark(int column) throws SQLException {
        int position = positions[column];
        if (position == 0) {
            return null;
        }
        switch (types[column]) {
            case Types.BIT, Types.BOOLEAN, Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> {
                long value = rows.getLong(position);
                return rows.wasNull() ? null : value;
            }
            case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE, DATETIMEOFFSET -> {
                Instant value = time(column);
                return value == null ? null : value.toEpochMilli();
            }
            default -> {
                return rows.getString(position);
            }
        }
    }

    /** The value as it can be handed back to the database. */
    @Nullable Object raw(int column) throws SQLException {
        return positions[column] == 0 ? null : rows.getObject(positions[column]);
    }
}

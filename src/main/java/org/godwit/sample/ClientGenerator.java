package org.godwit.sample;

import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The resources of the site: clients, and beside them the records a real database collects over the years. Of every 200
 * clients, a fixed number has each peculiarity, so that small samples have them all.
 */
final class ClientGenerator {

    /** When the sample was looked at: no time in it is later. */
    static final LocalDateTime NOW = LocalDateTime.of(2026, 11, 15, 6, 0);

    private static final int FIRST_RESOURCE = 16_777_217;
    private static final int FIRST_UNKNOWN = 2_046_820_352;
    private static final int CYCLE = 200;
    private static final int ROWS_PER_COMMIT = 20_000;

    private static final List<String> FOREIGN_NAMES =
            List.of("БУХ-ПК-", "東京端末-", "MÜNCHEN-", "ΑΘΗΝΑ-", "ÅRHUS-", "NAÏVE'S-", "تونس-", "ŁÓDŹ-");
    private static final List<String> CITIES = List.of("BER", "HAM", "PAR", "MAD", "ROM", "OSL", "SEA", "NYC", "CHI");
    private static final List<String> VERSIONS =
            List.of("5.00.9128.1007", "5.00.9128.1007", "5.00.9122.1033", "5.00.9106.1015", "5.00.8853.1020");
    private static final List<String> WINDOWS = List.of(
            "Microsoft Windows NT Workstation 10.0|10.0.22631.4460",
            "Microsoft Windows NT Workstation 10.0|10.0.19045.5131",
            "Microsoft Windows NT Workstation 10.0 (Tablet Edition)|10.0.26100.2314",
            "Microsoft Windows NT Server 10.0|10.0.20348.2849",
            "Microsoft Windows NT Advanced Server 10.0|10.0.17763.6532");
    private static final List<String> VENDORS = List.of("00:15:5D", "00:50:56", "3C:52:82", "A4:BB:6D", "F8:75:A4");

    private final long seed;
    private final int count;
    private final SiteDatabase database;
    private final DeviceWriter writer;
    private final CollectionGenerator collections;
    private final Map<String, Long> leftOut = new TreeMap<>();
    private int nextResource = FIRST_RESOURCE;
    private long blockedClients;
    private long blockedSmsIds;

    ClientGenerator(long seed, int count, SiteDatabase database, CollectionGenerator collections) throws SQLException {
        this.seed = seed;
        this.count = count;
        this.database = database;
        this.writer = new DeviceWriter(database);
        this.collections = collections;
    }

    long blockedClients() {
        return blockedClients;
    }

    long blockedSmsIds() {
        return blockedSmsIds;
    }

    Map<String, Long> leftOut() {
        return leftOut;
    }

    void generate() throws SQLException {
        for (int i = 0; i < count; i++) {
            Chance chance = new Chance(seed, "client", i);
            // 73 and 200 have no common factor: every slot once in each cycle, in an order that looks like none
            generate(i, (int) (i * 73L % CYCLE), chance);
            if (i % ROWS_PER_COMMIT == ROWS_PER_COMMIT - 1) {
                database.commit();
            }
        }
        unknownComputers();
        for (Hierarchy.Point point : Hierarchy.POINTS) {
            Chance chance = new Chance(seed, "point key", point.id());
            writer.writePointKey(chance.guid(), chance.hex(40));
        }
        database.commit();
    }

    private void generate(int number, int slot, Chance chance) throws SQLException {
        Device main = ordinary(number, chance);
        List<Device> others = new ArrayList<>();
        peculiarities(main, slot, chance);
        switch (slot) {
            case 0, 1, 4 -> main.blocked = true;
            case 2 -> {
                // the block stands on a duplicate that loses against the main row
                main.blocked = false;
                Device duplicate = duplicate(main, chance);
                duplicate.blocked = true;
                others.add(duplicate);
            }
            case 3 -> {
                // the block stands on the obsolete record that the client had before, under the same SMSID
                main.blocked = null;
                Device old = obsolete(main, chance);
                old.smsId = main.smsId;
                old.blocked = true;
                others.add(old);
            }
            case 5 -> {
                main.blocked = true;
                main.smsId = " " + upper(main.smsId).toLowerCase(Locale.ROOT);
            }
            case 10, 11, 13 -> others.add(obsolete(main, chance));
            case 12 -> {
                // blocked, and no client carries its SMSID any more
                Device old = obsolete(main, chance);
                old.blocked = true;
                others.add(old);
            }
            case 20, 21 -> others.add(duplicate(main, chance));
            case 22 -> {
                Device silent = duplicate(main, chance);
                silent.smsId = upper(main.smsId).toLowerCase(Locale.ROOT) + "  ";
                silent.lastActive = null;
                others.add(silent);
            }
            case 23 -> {
                // the main row knows no time, so the other one wins
                Device winner = duplicate(main, chance);
                winner.name = main.name + "-B";
                main.lastActive = null;
                main.combined = false;
                others.add(winner);
            }
            case 30, 31 -> {
                Device gone = fresh(main, chance);
                gone.decommissioned = 1;
                gone.active = 0;
                others.add(gone);
            }
            case 40, 41, 42, 43, 44, 45 -> others.add(discovered(main, slot, chance));
            default -> {
                // nothing beside it
            }
        }
        write(main, others);
    }

    private void write(Device main, List<Device> others) throws SQLException {
        store(main);
        boolean blocked = Boolean.TRUE.equals(main.blocked);
        for (Device other : others) {
            store(other);
            String reason = other.leftOutBecause();
            leftOut.merge(reason == null ? "DUPLICATE" : reason, 1L, Long::sum);
            boolean sameClient = upper(other.smsId).equals(upper(main.smsId));
            if (sameClient) {
                blocked |= Boolean.TRUE.equals(other.blocked);
            } else if (!upper(other.smsId).isEmpty()) {
                boolean otherBlocked = Boolean.TRUE.equals(other.blocked);
                writer.writeKey(other, otherBlocked);
                blockedSmsIds += otherBlocked ? 1 : 0;
            }
        }
        writer.writeKey(main, blocked);
        if (blocked) {
            blockedClients++;
            blockedSmsIds++;
        }
    }

    private void store(Device device) throws SQLException {
        writer.write(device, collections.membersOf(device));
    }

    private Device ordinary(int number, Chance chance) {
        Device d = new Device();
        d.resourceId = nextResource++;
        int place = chance.below(100);
        d.site = place < 50 ? Hierarchy.BERLIN : place < 85 ? Hierarchy.SEATTLE : Hierarchy.MUNICH;
        d.department = chance.below(CollectionGenerator.DEPARTMENTS.size());
        d.name = "WS-" + chance.of(CITIES) + "-" + String.format(Locale.ROOT, "%06d", number);
        d.smsId = "GUID:" + chance.guid();
        d.thumbprint = chance.hex(40);
        d.certificateType = chance.percent(70) ? 2 : 1;
        d.approval = chance.of(List.of(1, 1, 1, 1, 1, 1, 2, 3, 0));
        d.clientVersion = chance.of(VERSIONS);
        String windows = chance.of(WINDOWS);
        d.operatingSystem = windows.substring(0, windows.indexOf('|'));
        d.build = windows.substring(windows.indexOf('|') + 1);
        d.hardwareId = "2:" + chance.hex(40);
        d.smbiosGuid = chance.guid();
        d.adSite = d.site.name();
        d.virtual = chance.percent(20);
        d.created = NOW.minusSeconds(chance.between(40 * 86_400, 1_500 * 86_400));
        boolean active = chance.percent(92);
        d.active = active ? 1 : 0;
        d.lastActive = NOW.minusSeconds(active ? chance.below(7 * 86_400) : chance.between(8, 38) * 86_400L);
        d.blocked = chance.percent(5) ? null : Boolean.FALSE;
        d.macAddresses = List.of(chance.mac(chance.of(VENDORS)));
        String subnet = "10." + (d.site.code().charAt(2) - '0') + "." + chance.below(64) + ".";
        d.ipAddresses = List.of(subnet + chance.between(1, 254));
        d.user = chance.percent(80) ? "user" + String.format(Locale.ROOT, "%05d", chance.below(100_000)) : null;
        return d;
    }

    private static void peculiarities(Device d, int slot, Chance chance) {
        if (slot >= 70 && slot < 78) {
            d.name = FOREIGN_NAMES.get(slot - 70) + d.name.substring(d.name.length() - 6);
        }
        if (slot >= 80 && slot < 100) {
            List<String> macs = new ArrayList<>(d.macAddresses);
            List<String> ips = new ArrayList<>(d.ipAddresses);
            for (int more = chance.between(1, 3); more > 0; more--) {
                macs.add(chance.mac(chance.of(VENDORS)));
                ips.add("fe80::" + chance.hex(4).toLowerCase(Locale.ROOT) + ":" + more);
            }
            d.macAddresses = List.copyOf(macs);
            d.ipAddresses = List.copyOf(ips);
        }
        switch (slot) {
            case 50, 51 -> d.combined = false;
            case 60 -> {
                d.obsolete = null;
                d.decommissioned = null;
                d.active = null;
                d.clientType = null;
            }
            case 61 -> {
                d.hardwareId = null;
                d.smbiosGuid = null;
                d.operatingSystem = null;
                d.build = null;
                d.clientVersion = null;
                d.adSite = null;
                d.created = null;
            }
            case 62 -> {
                d.approval = null;
                d.certificateType = null;
                d.thumbprint = null;
                d.blocked = null;
            }
            case 63 -> {
                d.macAddresses = List.of();
                d.ipAddresses = List.of();
            }
            case 64 -> d.lastActive = null;
            case 65 -> d.site = null;
            case 66 -> d.clientType = 3;
            case 67 -> d.clientType = 0;
            case 68, 69 -> d.previousSmsId = "GUID:" + chance.guid();
            case 100 -> d.smsId = upper(d.smsId).toLowerCase(Locale.ROOT);
            case 101 -> d.smsId = d.smsId + " ";
            default -> {
                // as all the others
            }
        }
    }

    /** A record of the same machine from before it got a new SMSID. */
    private Device obsolete(Device successor, Chance chance) {
        Device old = fresh(successor, chance);
        old.name = successor.name;
        old.hardwareId = successor.hardwareId;
        old.obsolete = 1;
        old.active = 0;
        old.lastActive = NOW.minusDays(chance.between(60, 400));
        return old;
    }

    /** A second record with the same SMSID that was active earlier. */
    private Device duplicate(Device main, Chance chance) {
        Device other = main.another(nextResource++);
        other.lastActive = NOW.minusDays(chance.between(40, 200));
        other.approval = main.approval;
        other.certificateType = main.certificateType;
        return other;
    }

    /** Another machine of the same site. */
    private Device fresh(Device neighbour, Chance chance) {
        Device other = neighbour.another(nextResource++);
        other.name = "OLD-" + chance.hex(6);
        other.smsId = "GUID:" + chance.guid();
        other.thumbprint = chance.hex(40);
        other.hardwareId = "2:" + chance.hex(40);
        other.smbiosGuid = chance.guid();
        other.macAddresses = List.of(chance.mac(chance.of(VENDORS)));
        other.lastActive = NOW.minusDays(chance.between(40, 600));
        return other;
    }

    /** Something that discovery found, on which no client runs, or whose client never told its SMSID. */
    private Device discovered(Device neighbour, int slot, Chance chance) {
        Device found = fresh(neighbour, chance);
        found.name = "DSC-" + chance.hex(6);
        found.thumbprint = null;
        found.smsId = slot == 45 ? "   " : null;
        boolean client = slot >= 44;
        found.client = client ? Integer.valueOf(1) : slot % 2 == 0 ? null : Integer.valueOf(0);
        found.approval = null;
        found.certificateType = null;
        if (!client) {
            found.clientType = null;
            found.clientVersion = null;
            found.lastActive = null;
            found.combined = slot != 43;
        }
        return found;
    }

    private void unknownComputers() throws SQLException {
        int id = FIRST_UNKNOWN;
        for (Hierarchy.Site site : List.of(Hierarchy.BERLIN, Hierarchy.SEATTLE)) {
            for (String architecture : List.of("x86", "x64")) {
                Chance chance = new Chance(seed, "unknown", id);
                Device d = new Device();
                d.resourceId = id++;
                d.architecture = 2;
                d.site = site;
                d.name = architecture + " Unknown Computer (" + architecture + " Unknown Computer)";
                d.smsId = chance.lowerGuid();
                d.client = 0;
                d.clientType = null;
                d.active = 0;
                d.unknown = 1;
                d.approval = null;
                d.certificateType = null;
                store(d);
                leftOut.merge("UNKNOWN", 1L, Long::sum);
            }
        }
    }

    private static String upper(@Nullable String smsId) {
        return smsId == null ? "" : smsId.strip().toUpperCase(Locale.ROOT);
    }
}

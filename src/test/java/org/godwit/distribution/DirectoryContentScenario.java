package org.godwit.distribution;

import java.lang.reflect.Constructor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.godwit.content.ContentTarget;
import org.godwit.content.WritableFile;
import org.godwit.credential.Account;
import org.godwit.credential.Kerberos;
import org.godwit.credential.Secret;
import org.godwit.shared.GodwitProperties;
import org.godwit.shared.NetworkGuard;

/**
 * Content libraries on the shares of an Active Directory domain, as this module opens them: run in a JVM that knows the domain.
 * Prints one line for each thing tried: its name, and how it ended.
 */
final class DirectoryContentScenario {

    private DirectoryContentScenario() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        GodwitProperties properties = new GodwitProperties(
                directory, "GDW", new GodwitProperties.Content(List.of()), new GodwitProperties.Network(true));
        NetworkGuard network = new NetworkGuard(properties);
        Kerberos kerberos = make(
                Kerberos.class,
                make(
                        Class.forName("org.godwit.credential.KerberosProperties"),
                        directory.resolve("worker1.keytab"),
                        "WORKER1$@CORP.EXAMPLE"));
        LibraryOpener opener = new LibraryOpener(new LocationRules(properties, network), kerberos);
        Account alice = new Account.WindowsUser("corp.example", "alice", Secret.of("Al1ce.Passw0rd"));
        tried("store-computer", () -> writtenAndRead(opener, share("content", "computer"), Account.computer()));
        tried("store-user", () -> writtenAndRead(opener, share("content", "user"), alice));
        tried("store-dfs", () -> writtenAndRead(opener, share("dfs", "link/dfs"), alice));
        System.exit(0);
    }

    private static Location share(String name, String folder) {
        return new Location.Smb("dc1.corp.example", name, folder, null);
    }

    private static String writtenAndRead(LibraryOpener opener, Location location, Account account) throws Exception {
        try (ContentTarget store = opener.open(location, () -> account);
                ContentTarget other = opener.open(location, () -> account)) {
            ContentTarget.Lock lock = store.tryLock();
            if (lock == null || other.tryLock() != null || store.freeSpace() <= 0) {
                return "not held, or held twice, or no room";
            }
            try (WritableFile out = store.write("PkgLib/ABC00001.INI", 0)) {
                out.write(ByteBuffer.wrap("whole".getBytes(StandardCharsets.UTF_8)));
                out.sync();
            }
            store.rename("PkgLib/ABC00001.INI", "PkgLib/ABC00002.INI");
            ByteBuffer read = ByteBuffer.allocate(10);
            try (var in = store.read("PkgLib/ABC00002.INI", 0)) {
                while (in.read(read) >= 0) {
                    // until the end
                }
            }
            String found = store.list("PkgLib").size() + " "
                    + new String(read.array(), 0, read.position(), StandardCharsets.UTF_8);
            lock.close();
            store.delete("PkgLib");
            return store.find("PkgLib") == null ? found : "it could not be removed";
        }
    }

    /** Constructors are for Spring alone; this JVM has none. */
    private static <T> T make(Class<T> type, Object... arguments) throws Exception {
        Constructor<?> constructor = type.getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        return type.cast(constructor.newInstance(arguments));
    }

    private static void tried(String name, Callable<String> what) {
        String result;
        try {
            result = what.call();
        } catch (Exception e) {
            result = e.toString();
            e.printStackTrace();
        }
        System.out.println(name + " = " + result);
    }
}

package org.godwit.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Passes connections on to a server, and cuts all of them once so many bytes have gone one way. */
public final class CuttingProxy implements AutoCloseable {

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final InetSocketAddress server;
    private volatile long cutAfter;
    private final boolean answers;
    private final AtomicLong passed = new AtomicLong();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private volatile boolean cut;

    /** @param answers whether bytes from the server are counted, or those to it */
    public CuttingProxy(int port, long cutAfter, boolean answers) throws IOException {
        this(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), cutAfter, answers);
    }

    public CuttingProxy(InetSocketAddress server, long cutAfter, boolean answers) throws IOException {
        this.server = server;
        this.cutAfter = cutAfter;
        this.answers = answers;
        run(this::accept);
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** Bytes that went the counted way so far. */
    public long passed() {
        return passed.get();
    }

    /** Cuts once more, after so many bytes from now on. */
    public void cutAgainAfter(long bytes) {
        cutAfter = passed.get() + bytes;
        cut = false;
    }

    public boolean wasCut() {
        return cut;
    }

    private static void run(Runnable work) {
        Thread thread = new Thread(work, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Socket server = new Socket(this.server.getAddress(), this.server.getPort());
                open.add(client);
                open.add(server);
                run(() -> pass(client, server, !answers));
                run(() -> pass(server, client, answers));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void pass(Socket from, Socket to, boolean counted) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[64 * 1024];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (counted && passed.addAndGet(count) >= cutAfter && !cut) {
                    cut = true;
                    for (Socket one : open) {
                        one.close();
                    }
                    return;
                }
                out.write(buffer, 0, count);
            }
        } catch (IOException e) {
            // the connection is over
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket one : open) {
            one.close();
        }
    }
}

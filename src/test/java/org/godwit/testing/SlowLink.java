package org.godwit.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A link to a server on loopback: it counts what the server sends, delays what passes, and can be frozen, so that nothing
 * passes and nothing fails, as when a cable is pulled, until it is thawed.
 */
public final class SlowLink implements AutoCloseable {

    private static final byte[] END = new byte[0];

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int server;
    private final long delayNanos;
    private final AtomicLong received = new AtomicLong();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private boolean frozen;

    /** @param delay of each direction */
    public SlowLink(int server, Duration delay) throws IOException {
        this.server = server;
        this.delayNanos = delay.toNanos();
        run(this::accept);
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** Bytes the server has sent so far. */
    public long received() {
        return received.get();
    }

    public synchronized void freeze() {
        frozen = true;
    }

    public synchronized void thaw() {
        frozen = false;
        notifyAll();
    }

    private synchronized void awaitThaw() throws InterruptedException {
        while (frozen) {
            wait();
        }
    }

    private record Packet(long due, byte[] bytes) {}

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Socket there = new Socket(InetAddress.getLoopbackAddress(), server);
                client.setTcpNoDelay(true);
                there.setTcpNoDelay(true);
                open.add(client);
                open.add(there);
                direction(client, there, false);
                direction(there, client, true);
            } catch (IOException e) {
                return;
            }
        }
    }

    private void direction(Socket from, Socket to, boolean counted) {
        BlockingQueue<Packet> under = new ArrayBlockingQueue<>(1024);
        run(() -> {
            try (from) {
                InputStream in = from.getInputStream();
                byte[] buffer = new byte[64 * 1024];
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    if (counted) {
                        received.addAndGet(count);
                    }
                    under.put(new Packet(System.nanoTime() + delayNanos, Arrays.copyOf(buffer, count)));
                }
            } catch (IOException | InterruptedException e) {
                // the connection is over
            } finally {
                under.offer(new Packet(System.nanoTime(), END));
            }
        });
        run(() -> {
            try (to) {
                OutputStream out = to.getOutputStream();
                for (Packet next = under.take(); next.bytes() != END; next = under.take()) {
                    TimeUnit.NANOSECONDS.sleep(next.due() - System.nanoTime());
                    awaitThaw();
                    out.write(next.bytes());
                }
            } catch (IOException | InterruptedException e) {
                // the connection is over
            }
        });
    }

    private static void run(Runnable work) {
        Thread thread = new Thread(work, "slow-link");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        thaw();
        for (Socket one : open) {
            one.close();
        }
    }
}

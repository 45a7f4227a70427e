package org.godwit.audit;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A connection for syslog over TLS (RFC 5425): each message is preceded by its length in octets, the receiver's certificate
 * must be trusted and name the host. Syslog has no acknowledgement: what a receiver that went away has not read only shows
 * when the connection is ended, so {@link #finish} ends it in order, and a connection that broke counts as nothing sent.
 *
 * <p>Own code, since the syslog clients for Java neither check the host's name nor notice such an end.
 */
final class SyslogConnection implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 10_000;
    /** A receiver that stops to read would hold up a write for good. */
    private static final int LONGEST_SECONDS = 60;
    /** Receivers that keep their side open say nothing more; that is no error. */
    private static final int END_MILLIS = 2_000;

    private final Line line = new Line();
    private final SSLSocket socket;
    private final OutputStream out;
    private final Future<?> cutOff;

    SyslogConnection(SSLContext tls, String host, int port) throws IOException {
        this(tls, host, port, LONGEST_SECONDS);
    }

    /** @param longestSeconds after which the connection is cut, whatever it does */
    SyslogConnection(SSLContext tls, String host, int port, int longestSeconds) throws IOException {
        cutOff = CompletableFuture.runAsync(
                () -> cut(line), CompletableFuture.delayedExecutor(longestSeconds, TimeUnit.SECONDS));
        try {
            line.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
            line.setSoTimeout(TIMEOUT_MILLIS);
            socket = (SSLSocket) tls.getSocketFactory().createSocket(line, host, port, true);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
        } catch (IOException e) {
            cutOff.cancel(false);
            line.close();
            throw e;
        }
    }

    private static void cut(Socket line) {
        try {
            line.close(); // whoever writes to it or reads from it gets an exception
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void send(byte[] message) throws IOException {
        out.write((message.length + " ").getBytes(StandardCharsets.US_ASCII));
        out.write(message);
    }

    /** Sees to it that the receiver has read everything, as far as that can be known. */
    void finish() throws IOException {
        out.flush();
        socket.shutdownOutput();
        socket.setSoTimeout(END_MILLIS);
        try {
            while (socket.getInputStream().read() >= 0) {
                // receivers say nothing; what they say all the same is of no interest
            }
        } catch (SocketTimeoutException e) {
            // the receiver keeps its side open
        }
        line.check();
    }

    @Override
    public void close() throws IOException {
        cutOff.cancel(false);
        socket.close();
    }

    /**
     * Remembers that a write failed: ending TLS on a connection that was reset swallows this, and what is read afterwards
     * looks like an orderly end.
     */
    private static final class Line extends Socket {

        private volatile @Nullable IOException failure;

        @Override
        public OutputStream getOutputStream() throws IOException {
            return new FilterOutputStream(super.getOutputStream()) {
                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    try {
                        out.write(bytes, offset, length);
                    } catch (IOException e) {
                        failure = e;
                        throw e;
                    }
                }
            };
        }

        void check() throws IOException {
            IOException failed = failure;
            if (failed != null) {
                throw new IOException("the connection broke while it was ended", failed);
            }
        }
    }
}

package org.godwit.site.sql;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The first words of a SQL Server (MS-TDS 2.2.6.4 and 2.2.6.5): takes a client's LOGIN7, keeps the SSPI token in it, and refuses
 * the login as a server does.
 */
public final class TdsListener implements AutoCloseable {

    private static final int TABULAR_RESULT = 0x04;
    private static final int LAST = 0x01;
    private static final int SSPI_OFFSET = 78;

    /** PRELOGIN: version 16.0.1000.0, no encryption. */
    private static final byte[] PRELOGIN = {
        0x00,
        0x00,
        0x0B,
        0x00,
        0x06,
        0x01,
        0x00,
        0x11,
        0x00,
        0x01,
        (byte) 0xFF,
        0x10,
        0x00,
        0x03,
        (byte) 0xE8,
        0x00,
        0x00,
        0x02
    };

    private final ServerSocket server;
    private final BlockingQueue<byte[]> tokens = new LinkedBlockingQueue<>();

    public TdsListener(int port) throws IOException {
        server = new ServerSocket(port, 10, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "tds-listener");
        thread.setDaemon(true);
        thread.start();
    }

    /** SSPI tokens of the logins, in the order in which they came; empty where a login had none. */
    public BlockingQueue<byte[]> tokens() {
        return tokens;
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                DataInputStream in = new DataInputStream(client.getInputStream());
                message(in);
                send(client.getOutputStream(), PRELOGIN);
                tokens.add(token(message(in)));
                send(client.getOutputStream(), refusal());
            } catch (IOException e) {
                // a port check, or the end of the test
            }
        }
    }

    private static byte[] message(DataInputStream in) throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        int status;
        do {
            in.readUnsignedByte(); // type
            status = in.readUnsignedByte();
            int length = in.readUnsignedShort();
            in.readInt(); // SPID, packet id, window
            message.write(in.readNBytes(length - 8));
        } while ((status & LAST) == 0);
        return message.toByteArray();
    }

    private static byte[] token(byte[] login) {
        ByteBuffer buffer = ByteBuffer.wrap(login).order(ByteOrder.LITTLE_ENDIAN);
        int offset = buffer.getShort(SSPI_OFFSET) & 0xFFFF;
        int length = buffer.getShort(SSPI_OFFSET + 2) & 0xFFFF;
        byte[] token = new byte[length];
        System.arraycopy(login, offset, token, 0, length);
        return token;
    }

    private static void send(OutputStream out, byte[] payload) throws IOException {
        ByteBuffer packet = ByteBuffer.allocate(payload.length + 8);
        packet.put((byte) TABULAR_RESULT).put((byte) LAST).putShort((short) (payload.length + 8));
        packet.putShort((short) 0).put((byte) 1).put((byte) 0).put(payload);
        out.write(packet.array());
        out.flush();
    }

    /** ERROR 18456 and DONE. */
    private static byte[] refusal() {
        byte[] text = "Login failed.".getBytes(StandardCharsets.UTF_16LE);
        ByteBuffer error = ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN);
        error.put((byte) 0xAA).putShort((short) (4 + 1 + 1 + 2 + text.length + 1 + 1 + 4));
        error.putInt(18456).put((byte) 1).put((byte) 14);
        error.putShort((short) (text.length / 2))
                .put(text)
                .put((byte) 0)
                .put((byte) 0)
                .putInt(1);
        error.put((byte) 0xFD).putShort((short) 2).putShort((short) 0).putLong(0);
        byte[] bytes = new byte[error.position()];
        error.flip().get(bytes);
        return bytes;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}

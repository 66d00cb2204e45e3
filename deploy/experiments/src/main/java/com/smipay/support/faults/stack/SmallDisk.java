package com.smipay.support.faults.stack;

import com.smipay.support.servers.process.SystemCommand;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A small file system in memory, mounted for a while.
public final class SmallDisk implements AutoCloseable {
    private static final int CHUNK = 64 * 1024;

    private final Path place;

    private SmallDisk(Path place) {
        this.place = place;
    }

    /// Empty where this system, or this user, may not mount.
    public static Optional<SmallDisk> mount(Path place, int megabytes) throws IOException {
        Files.createDirectories(place);
        return SystemCommand.succeeds(
                        "mount", "-t", "tmpfs", "-o", "mode=0755,size=" + megabytes + "m", "tmpfs", place.toString())
                ? Optional.of(new SmallDisk(place))
                : Optional.empty();
    }

    /// Not a byte fits any more.
    public void fill() throws IOException {
        try (OutputStream ballast = Files.newOutputStream(ballast())) {
            byte[] chunk = new byte[CHUNK];
            while (place.toFile().getUsableSpace() > 0) {
                ballast.write(chunk);
            }
        } catch (IOException e) {
            if (place.toFile().getUsableSpace() >= CHUNK) {
                throw e;
            }
        }
    }

    public void free() throws IOException {
        Files.deleteIfExists(ballast());
    }

    private Path ballast() {
        return place.resolve("ballast");
    }

    @Override
    public void close() throws IOException {
        if (!SystemCommand.succeeds("umount", "--lazy", place.toString())) {
            throw new IOException(place + " is still mounted");
        }
    }
}

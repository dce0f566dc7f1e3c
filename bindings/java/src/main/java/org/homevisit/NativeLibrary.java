package org.homevisit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/** Loads the native half once: from the file that {@code homevisit.library} names, or out of the jar. */
final class NativeLibrary {
    private NativeLibrary() {
    }

    static void load() {
        String file = System.getProperty("homevisit.library");
        if (file != null) {
            System.load(Path.of(file).toAbsolutePath().toString());
        } else {
            loadFromJar();
        }
    }

    /** What the jar calls this machine: "linux-amd64". */
    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9].*", "");
        return system + "-" + System.getProperty("os.arch");
    }

    private static void loadFromJar() {
        String resource = "native/" + platform() + "/" + System.mapLibraryName("homevisit_java");
        try (InputStream in = NativeLibrary.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new UnsatisfiedLinkError("This jar holds no " + resource
                        + "; build it here, or name a file by -Dhomevisit.library=FILE");
            }
            Path copy = Files.createTempFile("homevisit", ".so");
            try {
                Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
                System.load(copy.toString());
            } finally {
                Files.deleteIfExists(copy); // what is loaded stays loaded
            }
        } catch (IOException e) {
            UnsatisfiedLinkError error = new UnsatisfiedLinkError("The library could not be unpacked: " + e);
            error.initCause(e);
            throw error;
        }
    }
}

package org.godwit.access.signin;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanClassLoaderAware;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.converter.GenericConverter;
import org.springframework.core.convert.support.GenericConversionService;
import org.springframework.core.serializer.support.SerializingConverter;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;

/**
 * The console's sessions are kept in the database, so that any server node answers any request. Their attributes are
 * Java objects, serialised, and read with a filter: whoever can write to that table still cannot make the server build
 * objects of other kinds than a session has. What cannot be read, because another version wrote it or somebody else, is as
 * if it were not there: its owner signs in again.
 */
@Configuration(proxyBeanMethods = false)
class ConsoleSessions implements BeanClassLoaderAware {

    private static final Logger LOG = LoggerFactory.getLogger(ConsoleSessions.class);

    private static final ObjectInputFilter FILTER =
            ObjectInputFilter.Config.createFilter("maxdepth=64;maxrefs=20000;maxbytes=4194304;maxarray=100000;"
                    + "org.godwit.**;org.springframework.security.**;org.springframework.util.**;"
                    + "org.springframework.web.servlet.FlashMap;"
                    + "java.lang.*;java.util.*;java.util.concurrent.**;java.time.**;java.net.URL;java.math.*;!*");

    private @Nullable ClassLoader classLoader;

    @Override
    public void setBeanClassLoader(ClassLoader loader) {
        classLoader = loader;
    }

    /** Out of reach of scripts and of other sites' forms; only over TLS where the request came over it. */
    @Bean
    CookieSerializer sessionCookie() {
        return new DefaultCookieSerializer();
    }

    @Bean
    ConversionService springSessionConversionService() {
        GenericConversionService service = new GenericConversionService();
        service.addConverter(Object.class, byte[].class, new SerializingConverter());
        service.addConverter(new Reading());
        return service;
    }

    private final class Reading implements GenericConverter {
        @Override
        public Set<ConvertiblePair> getConvertibleTypes() {
            return Set.of(new ConvertiblePair(byte[].class, Object.class));
        }

        @Override
        public @Nullable Object convert(@Nullable Object source, TypeDescriptor from, TypeDescriptor to) {
            return source == null ? null : read((byte[]) source);
        }
    }

    private @Nullable Object read(byte[] bytes) {
        try (ObjectInputStream in = new Loading(new ByteArrayInputStream(bytes), classLoader)) {
            in.setObjectInputFilter(FILTER);
            return in.readObject();
        } catch (IOException | ClassNotFoundException | RuntimeException e) {
            LOG.warn("A session attribute cannot be read and is left out: {}", e.getMessage());
            return null;
        }
    }

    /** Finds classes where the server's own are, also inside the executable jar. */
    private static final class Loading extends ObjectInputStream {

        private final @Nullable ClassLoader loader;

        Loading(InputStream in, @Nullable ClassLoader loader) throws IOException {
            super(in);
            this.loader = loader;
        }

        @Override
        protected Class<?> resolveClass(java.io.ObjectStreamClass description)
                throws IOException, ClassNotFoundException {
            try {
                return Class.forName(description.getName(), false, loader);
            } catch (ClassNotFoundException e) {
                return super.resolveClass(description);
            }
        }
    }
}

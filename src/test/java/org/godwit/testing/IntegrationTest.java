package org.godwit.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.godwit.Godwit;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.context.ContextConfiguration;

/**
 * The whole server on a fresh embedded database and data directory, shared by all classes that carry this annotation. A
 * subclass that adds {@link OnSqlServer} runs the same tests on a SQL Server.
 */
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(classes = Godwit.class)
@AutoConfigureMockMvc
@ContextConfiguration(initializers = TestServer.Embedded.class)
public @interface IntegrationTest {}

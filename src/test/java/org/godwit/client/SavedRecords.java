package org.godwit.client;

import jakarta.persistence.EntityManagerFactory;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.godwit.site.ClientRead;
import org.godwit.site.DataClass;
import org.hibernate.boot.model.naming.PhysicalNamingStrategySnakeCaseImpl;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.support.JpaRepositoryFactory;
import org.springframework.data.repository.NoRepositoryBean;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What an application without bulk code does with the same clients: a Spring Data JPA repository over an entity of every column
 * that a run writes, in the server's own table with its indexes, over a connection pool. Each client is looked up by its SMSID,
 * since it may be there, and then saved, in a transaction of its own. One thread; nothing is verified afterwards.
 */
public final class SavedRecords implements AutoCloseable {

    private final ClientLab lab;
    private final EntityManagerFactory factory;
    private final TransactionTemplate transaction;
    private final Repository repository;

    /** A repository of the benchmark alone. */
    @NoRepositoryBean
    interface Repository extends JpaRepository<SavedRecord, Long> {

        Optional<SavedRecord> findBySmsId(String smsId);
    }

    public SavedRecords(String jdbcUrl) {
        lab = new ClientLab(jdbcUrl);
        LocalContainerEntityManagerFactoryBean bean = new LocalContainerEntityManagerFactoryBean();
        bean.setDataSource(lab.dataSource());
        bean.setPersistenceUnitName("saves");
        bean.setMappingResources("bench/saved-record-orm.xml");
        bean.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
        bean.setJpaPropertyMap(Map.of(
                "hibernate.use_nationalized_character_data",
                "true",
                "hibernate.physical_naming_strategy",
                PhysicalNamingStrategySnakeCaseImpl.class.getName()));
        bean.afterPropertiesSet();
        factory = Objects.requireNonNull(bean.getObject());
        transaction = new TransactionTemplate(new JpaTransactionManager(factory));
        repository = new JpaRepositoryFactory(SharedEntityManagerCreator.createSharedEntityManager(factory))
                .getRepository(Repository.class);
    }

    /** Rows a second of saving the first so many clients of a source. */
    public double rate(int rows) {
        LocalDateTime now = LocalDateTime.of(2026, 1, 5, 8, 0);
        long start = System.nanoTime();
        new SyntheticSource(rows).clients(new ClientRead(Long.MIN_VALUE, null, Set.of(DataClass.values())), client -> {
            String smsId = Objects.requireNonNull(Fate.smsId(client));
            transaction.executeWithoutResult(status -> {
                SavedRecord record = new SavedRecord(client, now);
                repository.findBySmsId(smsId).ifPresent(known -> record.id = known.id);
                repository.save(record);
            });
            return true;
        });
        return rows / ((System.nanoTime() - start) / 1e9);
    }

    @Override
    public void close() {
        factory.close();
        lab.close();
    }
}

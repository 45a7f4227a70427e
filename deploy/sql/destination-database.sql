-- The destination database, its owner for migrations, and the login the server runs with. Run once as a sysadmin, with the
-- passwords replaced; better, give both logins to Windows accounts (CREATE LOGIN [CONTOSO\gmsa-godwit$] FROM WINDOWS).
CREATE DATABASE Godwit;
GO
-- Readers do not wait for writers, and a gathering reads one consistent state.
ALTER DATABASE Godwit SET READ_COMMITTED_SNAPSHOT ON;
ALTER DATABASE Godwit SET ALLOW_SNAPSHOT_ISOLATION ON;
GO
CREATE LOGIN godwit_owner WITH PASSWORD = '…owner…';
CREATE LOGIN godwit WITH PASSWORD = '…server…';
GO
USE Godwit;
GO
-- Runs the schema migrations (SPRING_FLYWAY_USER and SPRING_FLYWAY_PASSWORD); not needed while the server runs.
CREATE USER godwit_owner FOR LOGIN godwit_owner;
ALTER ROLE db_owner ADD MEMBER godwit_owner;

-- What the server needs: rows, no schema.
CREATE USER godwit FOR LOGIN godwit;
ALTER ROLE db_datareader ADD MEMBER godwit;
ALTER ROLE db_datawriter ADD MEMBER godwit;
GO

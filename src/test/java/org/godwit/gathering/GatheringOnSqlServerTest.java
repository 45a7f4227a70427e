package org.godwit.gathering;

import org.godwit.testing.OnSqlServer;

/** The destination on a SQL Server; the source stays a sample file. */
@OnSqlServer
class GatheringOnSqlServerTest extends GatheringTest {}

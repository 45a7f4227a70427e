package org.godwit.report;

import org.godwit.testing.OnSqlServer;

@OnSqlServer
class ProgressHistoryOnSqlServerTest extends ProgressHistoryTest {}

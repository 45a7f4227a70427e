package org.godwit.draft;

import org.godwit.testing.OnSqlServer;

@OnSqlServer
class DraftOnSqlServerTest extends DraftTest {}

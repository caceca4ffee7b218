/// What this room stores of its own, as JSON in [dev.conex.storage.Records]: a *layer*, a *name*, a *volume*. Apart
/// because the JSON code made for them has to be public; not exported.
///
/// The one invariant: what an older Conex wrote can be read, so fields are added and never change their meaning. Start
/// reading at [dev.conex.storage.stored.StoredName].
package dev.conex.storage.stored;

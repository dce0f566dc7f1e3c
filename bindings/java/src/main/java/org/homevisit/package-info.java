/**
 * A school's written policy for home visits as data, and what it says of a visit. Load a {@link org.homevisit.Policy},
 * load or build a {@link org.homevisit.Visit}, ask, and read the {@link org.homevisit.Report}. What cannot be used is
 * thrown as a {@link org.homevisit.HomevisitException} with every problem; a broken rule is a finding of a report.
 */
package org.homevisit;

/** Injection token for the code of the agency at the root of the province's tree. */
export const PROVINCE_AGENCY = Symbol('ProvinceAgency');

const vnd = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 0 });

/** `1.500.000 đ`. */
export const formatVnd = (amount: number): string => `${vnd.format(amount)} đ`;
